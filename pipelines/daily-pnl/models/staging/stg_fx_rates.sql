-- What one unit of a currency was worth in euros that day.
select
    day,
    currency,
    rate
from {{ source('ledger', 'fx_rates') }}
