-- A check of its own: it selects what is wrong, and passes when that is nothing.
select day, orders, revenue
from {{ ref('revenue_by_day') }}
where revenue <= 0
