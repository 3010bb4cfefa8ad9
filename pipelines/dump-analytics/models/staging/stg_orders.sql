-- A cancelled order brings nothing. Orders without a date are in quarantine.
select
    id as order_id,
    customer_id,
    status,
    cast(placed_at as date) as day
from {{ source('shop', 'orders') }}
where status <> 'cancelled'
