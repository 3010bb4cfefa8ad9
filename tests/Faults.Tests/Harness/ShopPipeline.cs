using System.Globalization;
using EtlMesh.Pipelines;

namespace EtlMesh.Faults.Tests;

/// <summary>A small shop: two tables of CSV with rejected records, a seed, a view, tables, checks of which one warns and keeps its rows, a report, and two channels.</summary>
internal sealed record ShopPipeline
{
    public const string Date = "2026-03-01";
    public const int Orders = 60;
    public const int Rejected = 3;

    public required string Name { get; init; }

    /// <summary>A warehouse of its own, in Npgsql's words; the mesh's when left out.</summary>
    public string? Database { get; init; }

    /// <summary>The webhook's address; none when left out.</summary>
    public string? Webhook { get; init; }

    /// <summary>Lines of the pipeline file after the usual ones.</summary>
    public string More { get; init; } = "";

    /// <summary>Files of the orders; each is a slice of its own.</summary>
    public int OrderFiles { get; init; } = 1;

    /// <summary>SQL of the table of revenues.</summary>
    public string Revenue { get; init; } = UsualRevenue;

    private const string UsualRevenue =
        """
        select o.placed_at::date as day, c.name as country, count(*) as orders, sum(o.amount) as revenue
        from {{ ref('stg_orders') }} as o join {{ ref('countries') }} as c on c.code = o.country
        group by 1, 2
        """;

    /// <summary>A night whose models cannot be built, and which is given up and compensated at once.</summary>
    public ShopPipeline ThatFails() => this with { Revenue = "select 1 / (count(*) - count(*)) as day from {{ ref('stg_orders') }}", More = "suspend_for: 0s" };

    private string File =>
        $$"""
        name: {{Name}}
        sources:
          shop:
            connection: files:{{Samples}}
            tables:
              - name: orders
                path: "orders*.csv"
                slices: {{OrderFiles}}
                columns: { id: bigint, customer_id: bigint, placed_at: timestamp, amount: "decimal(12,2)" }
                key: id
                watermark: placed_at
                max_quarantined: 50%
              - name: customers
                columns: { id: bigint, country: varchar }
                key: id
        warehouse: {{(Database is null ? "${WAREHOUSE_URL}" : Mesh.Url(Database))}}
        report: { model: revenue, date: day, metrics: [revenue, orders] }
        notify:
          - { channel: file }
        {{(Webhook is null ? "" : $"  - {{ channel: webhook, url: \"{Webhook}\" }}")}}
        {{More}}
        """;

    private string Samples { get; set; } = "";

    /// <summary>Writes the pipeline and what it reads, and makes its bundle.</summary>
    public byte[] Bundle(Mesh mesh)
    {
        var folder = mesh.Folder(Name);
        Samples = Directory.CreateDirectory(Path.Combine(folder, "delivered")).FullName;
        var orders = OrderLines().ToList();
        foreach (var (i, some) in orders.Skip(1).Chunk(Orders / OrderFiles).Index())
            Write(Samples, OrderFiles == 1 ? "orders.csv" : $"orders-{i + 1}.csv", [orders[0], .. some]);
        Write(Samples, "customers.csv", ["id,country", .. Enumerable.Range(1, 10).Select(id => $"{id},{(id % 3 == 0 ? "fr" : "de")}")]);

        var pipeline = Path.Combine(folder, "pipeline");
        Write(pipeline, "pipeline.yml", [File]);
        Write(pipeline, "dbt_project.yml", ["name: shop", "version: \"1.0\""]);
        Write(pipeline, "seeds/countries.csv", ["code,name", "de,Germany", "fr,France"]);
        Write(pipeline, "models/stg_orders.sql", ["select o.id, o.placed_at, o.amount, c.country", "from {{ source('shop', 'orders') }} as o join {{ source('shop', 'customers') }} as c on c.id = o.customer_id"]);
        Write(pipeline, "models/revenue.sql", ["{{ config(materialized='table') }}", Revenue]);
        Write(pipeline, "models/best_day.sql", ["{{ config(materialized='table') }}", "select max(revenue) as revenue from {{ ref('revenue') }}"]);
        Write(pipeline, "models/schema.yml", ["version: 2", "models:", "  - name: stg_orders", "    columns: [{ name: id, data_tests: [unique, not_null] }]"]);
        Write(pipeline, "tests/warn_large_orders.sql", ["{{ config(severity='warn', store_failures=true) }}", "select id, amount from {{ ref('stg_orders') }} where amount > 80"]);
        return BundleBuilder.Build(pipeline).Zip;
    }

    private static IEnumerable<string> OrderLines()
    {
        yield return "id,customer_id,placed_at,amount";
        for (var id = 1; id <= Orders; id++)
        {
            var amount = id % (Orders / Rejected) == 7 ? "oops" : (id * 37 % 100 + 0.25m).ToString(CultureInfo.InvariantCulture);
            yield return string.Create(CultureInfo.InvariantCulture, $"{id},{id % 10 + 1},2026-02-{id % 28 + 1:00} 08:00:00,{amount}");
        }
    }

    private static void Write(string folder, string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
