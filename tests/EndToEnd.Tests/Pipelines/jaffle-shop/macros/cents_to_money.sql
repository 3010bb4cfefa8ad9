{% macro cents_to_money(column) -%}
cast({{ column }} as decimal(18, 2)) / 100
{%- endmacro %}
