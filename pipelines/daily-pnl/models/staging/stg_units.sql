select
    unit_id,
    code as unit,
    name as unit_name,
    currency
from {{ source('ledger', 'units') }}
