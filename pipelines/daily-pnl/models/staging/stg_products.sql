select
    product_id,
    sku as product,
    name as product_name,
    category
from {{ source('ledger', 'products') }}
