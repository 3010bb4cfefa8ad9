select
    id as event_id,
    user_id,
    type,
    occurred_at,
    {{ day_of('occurred_at') }} as day
from {{ source('shop', 'events') }}
