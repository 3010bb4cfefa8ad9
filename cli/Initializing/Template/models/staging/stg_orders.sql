-- Orders as the other models want them: named, dated, without those that were cancelled.
select
    id as order_id,
    customer,
    cast(placed_at as date) as day,
    amount
from {{ source('shop', 'orders') }}
where status <> 'cancelled'
