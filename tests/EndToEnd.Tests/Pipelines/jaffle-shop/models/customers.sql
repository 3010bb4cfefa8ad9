with history as (
    select
        customer_id,
        min(order_date) as first_order,
        max(order_date) as most_recent_order,
        count(*) as number_of_orders,
        sum(amount) as lifetime_value
    from {{ ref('orders') }}
    group by customer_id
)

select
    c.customer_id,
    c.first_name,
    c.last_name,
    h.first_order,
    h.most_recent_order,
    h.number_of_orders,
    h.lifetime_value
from {{ ref('stg_customers') }} as c
left join history as h on h.customer_id = c.customer_id
