-- Profit and loss by day, unit and product, in euros at the day's rate. What belongs to no product (rent, wages) stands under '-'.
with booked as (
    select
        l.day,
        u.unit,
        coalesce(p.product, '-') as product,
        a.kind,
        cast((l.credit - l.debit) * r.rate as decimal(18, 2)) as earned
    from {{ ref('stg_journal_lines') }} as l
    join {{ ref('stg_accounts') }} as a on a.account_id = l.account_id
    join {{ ref('stg_units') }} as u on u.unit_id = l.unit_id
    left join {{ ref('stg_fx_rates') }} as r on r.day = l.day and r.currency = u.currency
    left join {{ ref('stg_products') }} as p on p.product_id = l.product_id
    where a.kind in ('revenue', 'cost', 'expense')
),

summed as (
    select
        day,
        unit,
        product,
        cast(sum(case when kind = 'revenue' then earned else 0 end) as decimal(18, 2)) as revenue,
        cast(sum(case when kind = 'cost' then -earned else 0 end) as decimal(18, 2)) as cost,
        cast(sum(case when kind = 'expense' then -earned else 0 end) as decimal(18, 2)) as expenses,
        count(*) - count(earned) as lines_without_rate
    from booked
    group by day, unit, product
)

select
    day,
    unit,
    product,
    revenue,
    cost,
    expenses,
    cast(revenue - cost as decimal(18, 2)) as gross_profit,
    cast(revenue - cost - expenses as decimal(18, 2)) as operating_profit,
    cast(100 * (revenue - cost) / nullif(revenue, 0) as decimal(12, 2)) as gross_margin,
    lines_without_rate
from summed
