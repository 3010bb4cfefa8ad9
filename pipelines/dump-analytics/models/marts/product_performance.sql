-- A row a product that was sold.
select
    p.product_id,
    p.name,
    coalesce(p.category, '(none)') as category,
    cast(sum(l.quantity) as bigint) as units,
    cast(sum(case when l.status = 'returned' then l.quantity else 0 end) as bigint) as units_returned,
    cast(sum(l.net) as decimal(18, 2)) as net
from {{ ref('stg_order_lines') }} as l
inner join {{ ref('stg_products') }} as p on p.product_id = l.product_id
group by p.product_id, p.name, p.category
