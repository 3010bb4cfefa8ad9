-- A row a business date: what became of the transactions that were changed last on it, and how they met the nine expectations.
with counted as (
    select
        cast(updated_at as date) as business_date,
        count(*) as transactions,
        sum(copies - 1) as duplicates,
        sum(case when rejected_for is not null then 1 else 0 end) as rejected,
        sum(case when rejected_for is null and was_repaired then 1 else 0 end) as repaired,
        sum(case when rejected_for is null then 1 else 0 end) as loaded,
        sum(case when rejected_for is null then amount_usd else 0 end) as amount_usd,
        sum(case when transaction_id is null then 1 else 0 end) as transaction_has_id,
        sum(case when copies > 1 then 1 else 0 end) as transaction_is_unique,
        sum(case when customer_id is null then 1 else 0 end) as customer_is_given,
        sum(case when customer_id is not null and not is_known_customer then 1 else 0 end) as customer_is_known,
        sum(case when amount is null then 1 else 0 end) as amount_is_a_number,
        sum(case when abs(amount_usd) > 1000000 then 1 else 0 end) as amount_is_in_range,
        sum(case when usd_rate is null then 1 else 0 end) as currency_is_known,
        sum(case when occurred_at is null or occurred_at > updated_at + interval '1 day' then 1 else 0 end) as time_is_valid,
        sum(case when status = 'unknown' then 1 else 0 end) as status_is_known
    from {{ ref('transactions_judged') }}
    group by cast(updated_at as date)
),

-- As whole numbers, which both engines write alike in JSON.
whole as (
    select
        business_date,
        transactions,
        {% for name in ['duplicates', 'rejected', 'repaired', 'loaded', 'transaction_has_id', 'transaction_is_unique', 'customer_is_given', 'customer_is_known', 'amount_is_a_number',
            'amount_is_in_range', 'currency_is_known', 'time_is_valid', 'status_is_known'] -%}
        cast({{ name }} as bigint) as {{ name }},
        {% endfor -%}
        cast(amount_usd as decimal(18, 2)) as amount_usd
    from counted
)

select
    business_date,
    transactions,
    duplicates,
    rejected,
    repaired,
    loaded,
    amount_usd,
    {{ json_object_fn() }}(
        'transactions', transactions,
        'loaded_percent', cast(floor(100.0 * loaded / transactions) as integer),
        'expectations', {{ json_array_fn() }}(
            {{ expectation('transaction_has_id') }},
            {{ expectation('transaction_is_unique') }},
            {{ expectation('customer_is_given') }},
            {{ expectation('customer_is_known') }},
            {{ expectation('amount_is_a_number') }},
            {{ expectation('amount_is_in_range') }},
            {{ expectation('currency_is_known') }},
            {{ expectation('time_is_valid') }},
            {{ expectation('status_is_known') }}
        )
    ) as quality_report
from whole
