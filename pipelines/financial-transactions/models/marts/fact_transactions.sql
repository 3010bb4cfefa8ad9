-- A row a transaction that can be booked, with its risk.
with judged as (
    select
        *,
        abs(amount_usd) as size_usd,
        cast(occurred_at as date) as occurred_on,
        cast(extract(hour from occurred_at) as integer) as hour,
        coalesce(merchant_country <> customer_country, false) as is_cross_border
    from {{ ref('transactions_judged') }}
    where rejected_for is null
),

scored as (
    select
        *,
        least(
            100,
            case when size_usd >= 10000 then 40 when size_usd >= 5000 then 25 when size_usd >= 1000 then 10 else 0 end
            + case when hour < 6 then 15 else 0 end
            + case when is_cross_border then 20 else 0 end
            + case when category in ('gambling', 'crypto') then 20 else 0 end
            + case when status in ('declined', 'unknown') then 10 else 0 end
            + case when not is_known_customer or occurred_on < signed_up_on + 30 then 10 else 0 end
            + case when channel in ('online', 'app') then 5 else 0 end
        ) as risk_score
    from judged
)

select
    transaction_id,
    source,
    customer_id,
    amount,
    currency,
    amount_usd,
    case
        when size_usd < 10 then 'micro'
        when size_usd < 100 then 'small'
        when size_usd < 1000 then 'medium'
        when size_usd < 10000 then 'large'
        else 'very large'
    end as amount_category,
    status,
    merchant_name,
    merchant_country,
    category,
    channel,
    occurred_at,
    occurred_on,
    cast(extract(year from occurred_at) as integer) as year,
    cast(extract(quarter from occurred_at) as integer) as quarter,
    cast(extract(month from occurred_at) as integer) as month,
    cast(extract(day from occurred_at) as integer) as day,
    cast(extract(isodow from occurred_at) as integer) as weekday,
    hour,
    extract(isodow from occurred_at) >= 6 as is_weekend,
    is_cross_border,
    risk_score,
    case when risk_score >= 70 then 'critical' when risk_score >= 50 then 'high' when risk_score >= 25 then 'medium' else 'low' end as risk_level,
    was_repaired,
    updated_at
from scored
