-- What is wrong with the shop's data tonight, a row a kind.
select 'customers named NULL' as finding, count(*) as found
from {{ ref('stg_customers') }}
where last_name = 'NULL'
union all
select 'customers without a name', count(*)
from {{ ref('stg_customers') }}
where last_name is null
union all
select 'customers without a birthday', count(*)
from {{ ref('stg_customers') }}
where born_on is null
union all
select 'customers there twice', count(*) - count(distinct id)
from {{ source('shop', 'customers') }}
union all
select 'orders of nobody', count(*)
from {{ ref('stg_orders') }} as o
where not exists (select 1 from {{ ref('stg_customers') }} as c where c.customer_id = o.customer_id)
union all
select 'lines written twice', count(*) - count(distinct id)
from {{ source('shop', 'order_items') }}
union all
select 'lines without an order', count(distinct i.id)
from {{ source('shop', 'order_items') }} as i
where not exists (select 1 from {{ source('shop', 'orders') }} as o where o.id = i.order_id)
union all
select 'products without a category', count(*)
from {{ ref('stg_products') }}
where category is null
