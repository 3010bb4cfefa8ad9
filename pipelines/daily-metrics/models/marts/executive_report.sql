-- The last {{ var('report_days') }} days, each beside the same weekday a week before.
with days as (
    select
        day,
        orders,
        revenue,
        active_users,
        lag(revenue, 7) over (order by day) as revenue_week_before
    from {{ ref('fct_daily_metrics') }}
)

select
    day,
    orders,
    revenue,
    active_users,
    cast(revenue / nullif(orders, 0) as decimal(12, 2)) as revenue_per_order,
    cast(100 * (revenue - revenue_week_before) / nullif(revenue_week_before, 0) as decimal(12, 1)) as change_to_week_before
from days
where day > (select max(day) from days) - {{ var('report_days') }}
