-- An entry whose lines fall on several days or units would balance as a whole and be wrong in each of them.
select
    entry_id,
    count(distinct day) as days,
    count(distinct unit_id) as units
from {{ ref('stg_journal_lines') }}
group by entry_id
having count(distinct day) > 1 or count(distinct unit_id) > 1
