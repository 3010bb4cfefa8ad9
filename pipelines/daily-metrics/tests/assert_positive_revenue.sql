-- Every order brings something: one that does not is an error of the source, and the report must not be published on it.
select order_id, customer_id, day, revenue
from {{ ref('stg_orders') }}
where revenue <= 0
