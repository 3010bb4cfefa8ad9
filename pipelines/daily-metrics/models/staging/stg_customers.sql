select
    c.id as customer_id,
    c.name,
    lower(c.email) as email,
    n.country,
    c.signed_up_at as signed_up_on
from {{ source('shop', 'customers') }} as c
left join {{ ref('countries') }} as n on n.code = c.country
