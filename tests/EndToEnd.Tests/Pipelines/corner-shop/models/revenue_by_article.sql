{{ config(materialized='table') }}
select article, sum(amount) as revenue, count(*) as sales
from {{ ref('stg_sales') }}
group by article
