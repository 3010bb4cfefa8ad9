select
    transaction_id,
    customer_id,
    amount as amount_text,
    currency,
    status,
    (merchant ->> 'name') as merchant_name,
    (merchant ->> 'country') as merchant_country,
    category,
    channel,
    occurred_at as occurred_text,
    updated_at,
    'ledger' as source,
    1 as source_rank
from {{ source('ledger', 'transactions') }}
