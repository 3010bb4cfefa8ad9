-- A cancelled order sold nothing.
select order_id, customer_id, status, ordered_at, total
from {{ source('shop', 'orders') }}
where status <> 'cancelled'
