-- Every unit books something every day, if only its rent: a missing day is a missing load.
with days as (
    select
        unit,
        day,
        lead(day) over (partition by unit order by day) as next_day
    from {{ ref('pnl_by_unit') }}
)

select unit, day, next_day
from days
where next_day - day > 1
