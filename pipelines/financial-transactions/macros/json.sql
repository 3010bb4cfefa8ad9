{#- JSON is made by jsonb_… in PostgreSQL and json_… in DuckDB. -#}
{% macro json_object_fn() -%}
{{ 'jsonb_build_object' if target.type == 'postgres' else 'json_object' }}
{%- endmacro %}

{% macro json_array_fn() -%}
{{ 'jsonb_build_array' if target.type == 'postgres' else 'json_array' }}
{%- endmacro %}

{#- An expectation of the quality report: its name, and how many records do not meet it. -#}
{% macro expectation(name) -%}
{{ json_object_fn() }}('name', '{{ name }}', 'failed', {{ name }}, 'passed', {{ name }} = 0)
{%- endmacro %}
