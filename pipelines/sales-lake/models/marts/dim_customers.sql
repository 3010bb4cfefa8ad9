select customer_id, name, country, segment, signed_up_on
from {{ source('shop', 'customers') }}
