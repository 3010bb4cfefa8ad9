select
    account_id,
    code,
    name,
    kind
from {{ source('ledger', 'accounts') }}
