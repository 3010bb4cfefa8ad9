select
    line_id,
    order_id,
    product_id,
    quantity,
    unit_price,
    cast(quantity * unit_price - discount as decimal(14, 2)) as revenue
from {{ source('shop', 'order_lines') }}
