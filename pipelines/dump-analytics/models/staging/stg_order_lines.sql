-- Lines of known orders, each once: the shop writes some twice.
with lines as (
    select distinct id, order_id, product_id, quantity, unit_price, discount
    from {{ source('shop', 'order_items') }}
)

select
    l.id as line_id,
    l.order_id,
    l.product_id,
    o.customer_id,
    o.day,
    o.status,
    cast(l.quantity as bigint) as quantity,
    cast(l.quantity * l.unit_price as decimal(18, 2)) as gross,
    cast(l.quantity * l.unit_price - l.discount as decimal(18, 2)) as net
from lines as l
inner join {{ ref('stg_orders') }} as o on o.order_id = l.order_id
