{#- Text that people or programs typed, as a value; NULL when it is none. Each pattern is anchored, so that both engines read it alike. -#}

{#- An amount of which everything but digits and signs was taken away: 1234.50, 1,234.50, 1234,50, (45.00). -#}
{% macro money(digits) -%}
case
    when {{ digits }} ~ '^-?[0-9]{1,12}(\.[0-9]{1,6})?$' then cast({{ digits }} as decimal(18, 2))
    when {{ digits }} ~ '^-?[0-9]{1,3}(,[0-9]{3}){1,3}(\.[0-9]{1,6})?$' then cast(replace({{ digits }}, ',', '') as decimal(18, 2))
    when {{ digits }} ~ '^-?[0-9]{1,12},[0-9]{1,2}$' then cast(replace({{ digits }}, ',', '.') as decimal(18, 2))
    when {{ digits }} ~ '^\([0-9]{1,12}(\.[0-9]{1,6})?\)$' then -cast(substr({{ digits }}, 2, length({{ digits }}) - 2) as decimal(18, 2))
end
{%- endmacro %}

{#- A moment: seconds since 1970, 2026-10-30T12:00:00Z, 2026-10-30 12:00:00, 30/10/2026 12:00. -#}
{% macro moment(text) -%}
case
    when {{ text }} ~ '^[0-9]{10}$' then timestamp '1970-01-01 00:00:00' + cast({{ text }} as bigint) * interval '1 second'
    when {{ text }} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?$'
        then {{ day_and_time("substr(" ~ text ~ ", 1, 4)", "substr(" ~ text ~ ", 6, 2)", "substr(" ~ text ~ ", 9, 2)", "substr(" ~ text ~ ", 12, 8)") }}
    when {{ text }} ~ '^(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4} ([01][0-9]|2[0-3]):[0-5][0-9]$'
        then {{ day_and_time("substr(" ~ text ~ ", 7, 4)", "substr(" ~ text ~ ", 4, 2)", "substr(" ~ text ~ ", 1, 2)", "substr(" ~ text ~ ", 12, 5) || ':00'") }}
end
{%- endmacro %}

{#- NULL for a day that its month has not. -#}
{% macro day_and_time(year, month, day, time) -%}
case
    when extract(month from cast({{ year }} || '-' || {{ month }} || '-01' as date) + (cast({{ day }} as integer) - 1)) = cast({{ month }} as integer)
        then cast({{ year }} || '-' || {{ month }} || '-' || {{ day }} || ' ' || {{ time }} as timestamp)
end
{%- endmacro %}
