select sales.id, articles.name as article, sales.amount, sales.sold_at
from {{ source('till', 'sales') }} as sales
join {{ ref('articles') }} as articles on articles.id = sales.article
