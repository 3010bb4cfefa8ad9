select
    transaction_id,
    customer_id,
    amount as amount_text,
    currency,
    status,
    merchant_name,
    merchant_country,
    category,
    'card' as channel,
    occurred_at as occurred_text,
    updated_at,
    'cards' as source,
    2 as source_rank
from {{ source('cards', 'transactions') }}
