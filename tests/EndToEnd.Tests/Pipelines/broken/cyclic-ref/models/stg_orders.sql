select id, amount
from {{ ref('revenue') }}
