-- The three tables tell one story.
with units as (
    select day, sum(operating_profit) as operating_profit
    from {{ ref('pnl_by_unit') }}
    group by day
)

select d.day, d.operating_profit, u.operating_profit as of_units
from {{ ref('pnl_by_day') }} as d
left join units as u on u.day = d.day
where u.operating_profit is null or u.operating_profit <> d.operating_profit
