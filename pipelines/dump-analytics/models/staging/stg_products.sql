select
    p.id as product_id,
    p.name,
    c.name as category
from {{ source('shop', 'products') }} as p
left join {{ source('shop', 'categories') }} as c on c.id = p.category_id
