select
    day,
    count(*) as orders,
    count(distinct customer) as customers,
    cast(sum(amount) as decimal(18, 2)) as revenue
from {{ ref('stg_orders') }}
group by day
