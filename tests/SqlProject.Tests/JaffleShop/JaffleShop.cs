namespace EtlMesh.SqlProject.Tests;

/// <summary>A shop's project with something of everything: staging, an ephemeral step, marts in a schema of their own, a seed, macros and all kinds of checks.</summary>
internal static class JaffleShop
{
    public static ProjectFolder Folder() => new ProjectFolder(
        """
        name: jaffle_shop
        version: '1.0'
        config-version: 2
        model-paths: [models]
        vars:
          payment_methods: [card, coupon]
        models:
          jaffle_shop:
            +materialized: view
            staging:
              +tags: staging
            marts:
              +materialized: table
              +schema: marts
        seeds:
          jaffle_shop:
            countries:
              +column_types: {code: varchar(2)}
        """)
        .With("seeds/countries.csv", "code,name,vat,since,in_eu\nDE,Germany,19,1957-03-25,true\nUK,\"United Kingdom, of Great Britain\",20.5,,false\n")
        .With("macros/money.sql", "{% macro cents(column, digits=2) -%}\n({{ column }} / 100.0)::decimal(16, {{ digits }})\n{%- endmacro %}\n")
        .With("models/staging/stg_orders.sql",
            """
            with source as (
                select * from {{ source('raw', 'orders') }}
            )
            select id as order_id, customer_id, status, {{ cents('amount') }} as amount
            from source
            """)
        .With("models/staging/stg_customers.sql", "select id as customer_id, name, country from {{ source('raw', 'customers') }}\n")
        .With("models/marts/customer_orders.sql", "{{ config(materialized='ephemeral') }}\nselect customer_id, count(*) as orders from {{ ref('stg_orders') }} group by 1\n")
        .With("models/marts/customers.sql",
            """
            with counted as (
                select * from {{ ref('customer_orders') }}
            )
            select c.customer_id, c.name, n.name as country, coalesce(o.orders, 0) as orders
            from {{ ref('stg_customers') }} c
            left join counted o using (customer_id)
            left join {{ ref('countries') }} n on n.code = c.country
            """)
        .With("models/marts/orders.sql",
            """
            {{ config(alias='all_orders', tags=['nightly']) }}
            select
                order_id,
                {%- for method in var('payment_methods') %}
                sum(amount) filter (where method = '{{ method }}') as {{ method }}_amount{{ "," if not loop.last }}
                {%- endfor %}
            from {{ ref('stg_orders') }}
            where day <= date '{{ var('run_date') }}'
            group by 1
            """)
        .With("models/schema.yml",
            """
            version: 2
            sources:
              - name: raw
                tables:
                  - name: orders
                    columns:
                      - name: id
                        data_tests: [unique]
            models:
              - name: stg_orders
                columns:
                  - name: order_id
                    data_tests: [unique, not_null]
                  - name: status
                    data_tests:
                      - accepted_values:
                          arguments:
                            values: [placed, shipped]
                          config: {severity: warn, where: amount > 0}
              - name: orders
                description: One row per order.
                columns:
                  - name: order_id
                    data_tests:
                      - relationships: {to: ref('stg_orders'), field: order_id}
                      - at_least: {minimum: 1}
              - name: customer_orders
                columns:
                  - name: customer_id
                    data_tests: [not_null]
            """)
        .With("tests/generic/at_least.sql", "{% test at_least(model, column_name, minimum=0) %}\nselect * from {{ model }} where {{ column_name }} < {{ minimum }}\n{% endtest %}\n")
        .With("tests/assert_totals.sql", "{{ config(store_failures=true, error_if='> 10') }}\nselect * from {{ ref('orders') }} o join {{ ref('customers') }} c using (customer_id) where false;\n");
}
