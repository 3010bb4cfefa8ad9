select id, page, '{{ var("run_date") }}' as as_of from {{ source('web', 'visits') }}
