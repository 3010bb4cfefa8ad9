-- Days and products are two views of the same lines.
select d.net as by_day, p.net as by_product
from (select sum(gross - discounts) as net from {{ ref('daily_sales') }}) as d
cross join (select sum(net) as net from {{ ref('product_performance') }}) as p
where d.net <> p.net
