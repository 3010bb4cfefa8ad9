-- One row a transaction: the latest version of it, repaired, with what is wrong with it.
with everywhere as (
    select * from {{ ref('stg_ledger') }}
    union all
    select * from {{ ref('stg_cards') }}
    union all
    select * from {{ ref('stg_branches') }}
),

versions as (
    select *, row_number() over (partition by source, transaction_id order by updated_at desc, occurred_text, amount_text) as version
    from everywhere
),

latest as (
    select
        *,
        count(*) over (partition by transaction_id) as copies,
        row_number() over (partition by transaction_id order by updated_at desc, source_rank) as place
    from versions
    where version = 1
),

-- What is missing and may be: a word for it. What is missing and may not be stays NULL.
filled as (
    select
        transaction_id,
        source,
        copies,
        nullif(trim(customer_id), '') as customer_id,
        amount_text,
        regexp_replace(amount_text, '[^0-9.,()-]', '', 'g') as amount_digits,
        coalesce(nullif(upper(trim(currency)), ''), 'USD') as currency,
        case
            when coalesce(trim(status), '') = '' then 'pending'
            when lower(trim(status)) in ('settled', 'pending', 'declined', 'reversed') then lower(trim(status))
            else 'unknown'
        end as status,
        coalesce(nullif(trim(merchant_name), ''), 'unknown') as merchant_name,
        merchant_country,
        coalesce(nullif(trim(category), ''), 'other') as category,
        channel,
        occurred_text,
        updated_at,
        coalesce(currency, '') <> upper(trim(coalesce(currency, ''))) or coalesce(trim(currency), '') = ''
        or coalesce(status, '') not in ('settled', 'pending', 'declined', 'reversed')
        or coalesce(trim(merchant_name), '') = ''
        or coalesce(trim(category), '') = ''
        or not (coalesce(amount_text, '') ~ '^-?[0-9]+\.[0-9]{2}$')
        or not (coalesce(occurred_text, '') ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$') as was_repaired
    from latest
    where place = 1
),

typed as (
    select
        *,
        {{ money('amount_digits') }} as amount,
        {{ moment('occurred_text') }} as occurred_at
    from filled
)

select
    t.transaction_id,
    t.source,
    t.copies,
    t.customer_id,
    c.customer_id is not null as is_known_customer,
    c.country as customer_country,
    c.signed_up_on,
    t.amount,
    t.currency,
    r.usd_rate,
    cast(t.amount * r.usd_rate as decimal(18, 2)) as amount_usd,
    t.status,
    t.merchant_name,
    t.merchant_country,
    t.category,
    t.channel,
    t.occurred_at,
    t.updated_at,
    t.was_repaired,
    case
        when t.customer_id is null then 'no customer'
        when t.amount is null then 'no amount'
        when r.usd_rate is null then 'unknown currency'
        when t.occurred_at is null then 'no time'
    end as rejected_for
from typed as t
left join {{ ref('stg_customers') }} as c on c.customer_id = t.customer_id
left join {{ ref('currency_rates') }} as r on r.currency = t.currency
