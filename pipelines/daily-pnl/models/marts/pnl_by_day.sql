-- The group, a row a day, with the month so far.
with days as (
    select
        day,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(cost) as decimal(18, 2)) as cost,
        cast(sum(expenses) as decimal(18, 2)) as expenses,
        cast(sum(gross_profit) as decimal(18, 2)) as gross_profit,
        cast(sum(operating_profit) as decimal(18, 2)) as operating_profit
    from {{ ref('fct_daily_pnl') }}
    group by day
)

select
    day,
    revenue,
    cost,
    expenses,
    gross_profit,
    operating_profit,
    cast(100 * gross_profit / nullif(revenue, 0) as decimal(12, 2)) as gross_margin,
    cast(100 * operating_profit / nullif(revenue, 0) as decimal(12, 2)) as operating_margin,
    cast(sum(operating_profit) over (
        partition by extract(year from day), extract(month from day)
        order by day
        rows between unbounded preceding and current row
    ) as decimal(18, 2)) as operating_profit_of_month
from days
