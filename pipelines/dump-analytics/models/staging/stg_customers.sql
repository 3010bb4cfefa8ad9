-- A row a customer. Merged shops brought some twice: the record that was changed last counts. A customer may be named NULL; one without a name is NULL.
with ranked as (
    select
        *,
        row_number() over (partition by id order by updated_at desc, created_at desc) as age
    from {{ source('shop', 'customers') }}
)

select
    id as customer_id,
    last_name,
    born_on,
    upper(trim(country)) as country,
    segment,
    cast(created_at as date) as joined_on
from ranked
where age = 1
