select
    transaction_id,
    customer_id,
    amount as amount_text,
    currency,
    status,
    merchant_name,
    merchant_country,
    category,
    'branch' as channel,
    occurred_at as occurred_text,
    updated_at,
    'branches' as source,
    3 as source_rank
from {{ source('branches', 'transactions') }}
