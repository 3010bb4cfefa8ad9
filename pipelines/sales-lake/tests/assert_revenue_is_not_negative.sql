select line_id, revenue from {{ ref('fct_sales') }} where revenue < 0
