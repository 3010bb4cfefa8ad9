-- Orders, customers, units and revenue a month, and how revenue changed against the month before.
-- param since date = 2000-01-01: the first day that counts; files of the days before are not read
with months as (
    select
        make_date(year, month, 1) as begins_on,
        count(distinct order_id) as orders,
        count(distinct customer_id) as customers,
        cast(sum(quantity) as bigint) as units,
        sum(revenue) as revenue
    from fct_sales
    where sold_at >= $since
    group by year, month
)

select *, revenue - lag(revenue) over (order by begins_on) as change
from months
order by begins_on
