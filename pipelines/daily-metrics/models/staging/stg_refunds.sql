select
    id as refund_id,
    order_id,
    cast(amount as decimal(12, 2)) as amount,
    refunded_at
from {{ source('shop', 'refunds') }}
