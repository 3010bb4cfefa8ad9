-- An order's total is what its lines bring: a difference means that one of the two came without the other.
select o.order_id, o.total, sum(l.revenue) as lines
from {{ ref('stg_orders') }} as o
left join {{ ref('stg_order_lines') }} as l on l.order_id = o.order_id
group by o.order_id, o.total
having o.total <> coalesce(sum(l.revenue), 0)
