-- A row an order line. It has what never changes: who the customer is now is told by dim_customers, so that partitions of long ago stay as they are.
select
    l.line_id,
    l.order_id,
    o.customer_id,
    l.product_id,
    o.ordered_at as sold_at,
    l.quantity,
    l.unit_price,
    l.revenue
from {{ ref('stg_order_lines') }} as l
join {{ ref('stg_orders') }} as o on o.order_id = l.order_id
