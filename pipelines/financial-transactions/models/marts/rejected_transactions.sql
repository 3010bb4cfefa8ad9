-- Transactions that cannot be booked, and why: for whoever mends them at their source.
select transaction_id, source, rejected_for, customer_id, amount, currency, occurred_at, updated_at
from {{ ref('transactions_judged') }}
where rejected_for is not null
