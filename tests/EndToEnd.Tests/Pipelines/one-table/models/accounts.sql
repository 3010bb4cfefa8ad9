select account, balance from {{ source('bank', 'balances') }}
