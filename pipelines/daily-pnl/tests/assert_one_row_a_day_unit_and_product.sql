select day, unit, product, count(*) as n_rows
from {{ ref('fct_daily_pnl') }}
group by day, unit, product
having count(*) > 1
