-- Double entry: what an entry debits it credits. One that does not is half an entry, or a wrong one.
select
    entry_id,
    sum(debit) as debited,
    sum(credit) as credited
from {{ ref('stg_journal_lines') }}
group by entry_id
having sum(debit) <> sum(credit)
