-- A line without a rate would be missing in euros.
select day, unit, product, lines_without_rate
from {{ ref('fct_daily_pnl') }}
where lines_without_rate > 0
