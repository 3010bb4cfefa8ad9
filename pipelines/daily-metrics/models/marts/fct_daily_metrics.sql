-- A row a day. A user is active who was seen in the shop or ordered.
with activity as (
    select day, user_id from {{ ref('stg_events') }}
    union
    select day, customer_id as user_id from {{ ref('stg_orders') }}
),

active as (
    select day, count(distinct user_id) as active_users
    from activity
    group by day
),

sold as (
    select day, count(*) as orders, sum(revenue) as revenue
    from {{ ref('stg_orders') }}
    group by day
)

select
    a.day,
    coalesce(s.orders, 0) as orders,
    cast(coalesce(s.revenue, 0) as decimal(18, 2)) as revenue,
    a.active_users
from active as a
left join sold as s on s.day = a.day
