-- What each customer has spent in all, since when, and what an order of theirs is worth.
-- param top integer = 20: how many customers, the most valuable first
-- param segment varchar = '%': only customers of this segment
select
    c.customer_id,
    c.name,
    c.segment,
    count(distinct s.order_id) as orders,
    cast(min(s.sold_at) as date) as first_order,
    cast(max(s.sold_at) as date) as last_order,
    sum(s.revenue) as lifetime_value,
    cast(sum(s.revenue) / count(distinct s.order_id) as decimal(12, 2)) as value_per_order
from fct_sales as s
join dim_customers as c on c.customer_id = s.customer_id
where c.segment like $segment
group by c.customer_id, c.name, c.segment
order by lifetime_value desc, c.customer_id
limit $top
