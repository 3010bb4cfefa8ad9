-- The lines that stand; a deleted one is gone by now.
select
    line_id,
    entry_id,
    booked_on as day,
    unit_id,
    account_id,
    product_id,
    debit,
    credit
from {{ source('ledger', 'journal_lines') }}
