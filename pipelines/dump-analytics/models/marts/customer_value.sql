-- A row a customer, also those who have not ordered yet.
with bought as (
    select customer_id, count(distinct order_id) as orders, sum(net) as net, min(day) as first_order_on, max(day) as last_order_on
    from {{ ref('stg_order_lines') }}
    group by customer_id
),

given_back as (
    select customer_id, sum(amount) as refunded
    from {{ ref('stg_refunds') }}
    group by customer_id
),

valued as (
    select
        c.customer_id,
        coalesce(c.last_name, '(unknown)') as last_name,
        c.country,
        c.segment,
        c.born_on,
        coalesce(b.orders, 0) as orders,
        cast(coalesce(b.net, 0) - coalesce(g.refunded, 0) as decimal(18, 2)) as revenue,
        b.first_order_on,
        b.last_order_on
    from {{ ref('stg_customers') }} as c
    left join bought as b on b.customer_id = c.customer_id
    left join given_back as g on g.customer_id = c.customer_id
)

select
    *,
    case when revenue >= {{ var('gold') }} then 'gold' when revenue >= {{ var('silver') }} then 'silver' else 'bronze' end as tier
from valued
