{#- The business day of a moment. -#}
{% macro day_of(moment) -%}
cast({{ moment }} as date)
{%- endmacro %}
