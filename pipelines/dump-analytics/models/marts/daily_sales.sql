-- A row a day on which something was ordered.
with sold as (
    select day, count(distinct order_id) as orders, sum(quantity) as units, sum(gross) as gross, sum(net) as net
    from {{ ref('stg_order_lines') }}
    group by day
),

given_back as (
    select day, sum(amount) as refunded
    from {{ ref('stg_refunds') }}
    group by day
)

select
    s.day,
    s.orders,
    cast(s.units as bigint) as units,
    cast(s.gross as decimal(18, 2)) as gross,
    cast(s.gross - s.net as decimal(18, 2)) as discounts,
    cast(coalesce(g.refunded, 0) as decimal(18, 2)) as refunded,
    cast(s.net - coalesce(g.refunded, 0) as decimal(18, 2)) as revenue
from sold as s
left join given_back as g on g.day = s.day
