{{ config(severity='warn', store_failures=true) }}
select id, amount from {{ ref('stg_sales') }} where amount > 50
