using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>The folder of the pipeline <c>shop</c>: staging views, what was ordered and paid by day and customer, and a check that no amount is negative.</summary>
internal static class ShopFiles
{
    public static IReadOnlyDictionary<string, string> Of(TimeZoneInfo zone, IEnumerable<TableShape> tables) => new Dictionary<string, string>
    {
        ["pipeline.yml"] = $"""
            name: shop
            schedule: {"{"} cron: "10 2 * * *", timezone: {zone.Id}, date_offset: -1 {"}"}
            sources:
              shop:
                connection: files:sample
                tables:
            {string.Join('\n', tables.Select(table => $"      - {table.Yaml()}"))}
            retention: {"{"} landing: 7d, releases: {Shop.KeptReleases}, keep_failed: 2d, quarantine: 10d {"}"}

            """,
        ["dbt_project.yml"] = """
            name: shop
            models:
              shop:
                +materialized: table
                staging: { +materialized: view }

            """,
        ["models/staging/stg_orders.sql"] = "select * from {{ source('shop', 'orders') }}\n",
        ["models/staging/stg_payments.sql"] = "select * from {{ source('shop', 'payments') }}\n",
        ["models/staging/stg_customers.sql"] = "select * from {{ source('shop', 'customers') }}\n",
        ["models/fct_sales.sql"] = """
            with ordered as (
                select cast(changed as date) as day, note as customer, count(*) as orders, sum(amount) as ordered
                from {{ ref('stg_orders') }} group by all
            ), paid as (
                select cast(changed as date) as day, note as customer, sum(amount) as paid
                from {{ ref('stg_payments') }} group by all
            )
            select
                day,
                customer,
                coalesce(orders, 0) as orders,
                coalesce(ordered, 0) as ordered,
                coalesce(paid, 0) as paid,
                date '{{ var("run_date") }}' as as_of
            from ordered full join paid using (day, customer)

            """,
        ["models/schema.yml"] = """
            version: 2
            models:
              - name: stg_orders
                columns: [{ name: id, data_tests: [unique, not_null] }]

            """,
        ["tests/no_negative_amount.sql"] = "select * from {{ ref('stg_orders') }} where amount < 0\n",
    };
}
