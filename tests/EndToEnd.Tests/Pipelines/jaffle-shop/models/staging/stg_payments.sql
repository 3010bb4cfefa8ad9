select
    id as payment_id,
    order_id,
    payment_method,
    cast({{ cents_to_money('amount') }} as decimal(12, 2)) as amount
from {{ source('raw', 'payments') }}
