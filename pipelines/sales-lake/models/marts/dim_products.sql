select product_id, sku, name, category
from {{ source('shop', 'products') }}
