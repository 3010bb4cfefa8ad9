-- An order's revenue is what was paid less what was given back; a cancelled order has none.
with refunds as (
    select order_id, sum(amount) as refunded
    from {{ ref('stg_refunds') }}
    group by order_id
)

select
    o.id as order_id,
    o.customer_id,
    o.status,
    o.placed_at,
    {{ day_of('o.placed_at') }} as day,
    o.amount,
    cast(o.amount - coalesce(r.refunded, 0) as decimal(12, 2)) as revenue
from {{ source('shop', 'orders') }} as o
left join refunds as r on r.order_id = o.id
where o.status <> 'cancelled'
