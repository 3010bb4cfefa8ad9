select
    cast(sold_at as date) as day,
    count(distinct order_id) as orders,
    count(distinct customer_id) as customers,
    cast(sum(revenue) as decimal(18, 2)) as revenue
from {{ ref('fct_sales') }}
group by cast(sold_at as date)
