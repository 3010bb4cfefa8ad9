-- Customers whose name is the word NULL keep it: where it was read as a missing value, the dump was misread.
select finding, found
from {{ ref('source_quality') }}
where finding = 'customers named NULL' and found = 0
