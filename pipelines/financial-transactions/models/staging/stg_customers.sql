select
    customer_id,
    name,
    lower(email) as email,
    country,
    segment,
    signed_up_on
from {{ source('core', 'customers') }}
