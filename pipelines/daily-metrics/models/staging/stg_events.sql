select
    id as event_id,
    user_id,
    type,
    at as happened_at,
    {{ day_of('at') }} as day
from {{ source('shop', 'events') }}
