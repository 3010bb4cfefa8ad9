select
    r.id as refund_id,
    r.order_id,
    o.customer_id,
    o.day,
    r.amount
from {{ source('shop', 'refunds') }} as r
inner join {{ ref('stg_orders') }} as o on o.order_id = r.order_id
