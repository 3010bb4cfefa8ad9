-- A row a day and unit.
select
    day,
    unit,
    cast(sum(revenue) as decimal(18, 2)) as revenue,
    cast(sum(cost) as decimal(18, 2)) as cost,
    cast(sum(expenses) as decimal(18, 2)) as expenses,
    cast(sum(gross_profit) as decimal(18, 2)) as gross_profit,
    cast(sum(operating_profit) as decimal(18, 2)) as operating_profit
from {{ ref('fct_daily_pnl') }}
group by day, unit
