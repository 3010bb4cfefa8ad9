-- A row a customer, with what they did.
with activity as (
    select
        customer_id,
        count(*) as transactions,
        sum(amount_usd) as amount_usd,
        min(occurred_on) as first_transaction_on,
        max(occurred_on) as last_transaction_on,
        max(risk_score) as highest_risk_score,
        sum(case when risk_level in ('high', 'critical') then 1 else 0 end) as risky_transactions
    from {{ ref('fact_transactions') }}
    group by customer_id
)

select
    c.customer_id,
    c.name,
    c.email,
    c.country,
    c.segment,
    c.signed_up_on,
    coalesce(a.transactions, 0) as transactions,
    cast(coalesce(a.amount_usd, 0) as decimal(18, 2)) as amount_usd,
    a.first_transaction_on,
    a.last_transaction_on,
    cast(coalesce(a.highest_risk_score, 0) as integer) as highest_risk_score,
    cast(coalesce(a.risky_transactions, 0) as bigint) as risky_transactions
from {{ ref('stg_customers') }} as c
left join activity as a on a.customer_id = c.customer_id
