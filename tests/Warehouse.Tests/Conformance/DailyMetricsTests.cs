using System.Globalization;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;
using EtlMesh.Warehouse.Tests.DuckDb;
using EtlMesh.Warehouse.Tests.Postgres;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>The daily-metrics pipeline on both engines: its models, its seed and its tests are written once.</summary>
[Collection(PostgresTests.Name)]
public sealed class DailyMetricsTests(PostgresTests server)
{
    private const string OrderShape = "(id, customer_id, status, placed_at, amount, note)";

    /// <summary>Breaks each of the four generic tests, and the pipeline's own.</summary>
    private const string WrongOrders =
        """
         union all select * from (values
            (1, 1, 'placed', timestamp '2026-10-01 10:00:00', 1.00, null),
            (null, 2, 'lost', timestamp '2026-10-01 10:00:00', 2.50, 'x'),
            (900001, 999999, 'placed', timestamp '2026-10-01 10:00:00', 0.00, null))
        """;

    [Fact]
    public async Task Night_OnBothEngines_PublishesTheSameTables()
    {
        await using var duck = await DuckDbTestWarehouse.OpenAsync();
        await using var postgres = await PostgresTestWarehouse.OpenAsync(server);
        var (one, other) = (await NightAsync(duck, ""), await NightAsync(postgres, ""));

        Assert.Equal(one.Checks, other.Checks);
        // An order whose customer is in quarantine is a warning.
        Assert.All(one.Checks.Where(check => !check.StartsWith("relationships_", StringComparison.Ordinal)), check => Assert.EndsWith(": 0", check, StringComparison.Ordinal));
        Assert.Equal(one.Tables.Keys, other.Tables.Keys);
        Assert.Equal(["daily_metrics.countries", "daily_metrics.executive_report", "daily_metrics.fct_daily_metrics", "daily_metrics_staging.stg_customers", "daily_metrics_staging.stg_events", "daily_metrics_staging.stg_orders", "daily_metrics_staging.stg_refunds"], one.Tables.Keys);
        foreach (var (table, rows) in one.Tables)
        {
            Assert.NotEmpty(rows);
            Assert.Equal(rows, other.Tables[table]);
        }
    }

    [Fact]
    public async Task WrongRows_OnBothEngines_FailTheSameChecks()
    {
        await using var duck = await DuckDbTestWarehouse.OpenAsync();
        await using var postgres = await PostgresTestWarehouse.OpenAsync(server);
        var (one, other) = (await NightAsync(duck, WrongOrders), await NightAsync(postgres, WrongOrders));

        Assert.Equal(one.Checks, other.Checks);
        foreach (var test in new[] { "unique_stg_orders_order_id", "not_null_stg_orders_order_id", "accepted_values_stg_orders_", "relationships_stg_orders_", "assert_positive_revenue" })
            Assert.DoesNotContain(": 0", Assert.Single(one.Checks, check => check.StartsWith(test, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private sealed record Result(IReadOnlyList<string> Checks, SortedDictionary<string, List<string>> Tables);

    private static async Task<Result> NightAsync(TestWarehouse warehouse, string more)
    {
        var folder = Folder();
        var definition = PipelineFile.Read(folder, _ => null).Definition!;
        var opening = await warehouse.AttemptAsync();
        var tables = new List<CandidateTable>();
        foreach (var table in definition.Sources.Single().Tables)
            tables.Add(new CandidateTable { Source = "shop", Table = table.Name, Key = table.Key, Watermark = table.Watermark, Segment = (await LoadAsync(warehouse, folder, table, more)).Segment });
        var spec = TestWarehouse.Candidate(opening.Parent, tables);
        await warehouse.House.Candidates.BeginAsync(spec, default);

        var settings = definition.ToProjectSettings(spec.RunDate, _ => null) with { Target = new ProjectTarget(Type: warehouse.House.Engine) };
        var project = ProjectCompiler.Compile(ProjectReader.Read(folder, settings).Project!, new CandidateNames(spec));
        foreach (var seed in project.Seeds)
            await warehouse.House.Candidates.BuildAsync(spec, new ModelSpec { Name = seed.Name, Schema = seed.Schema, Alias = seed.Alias, Materialization = "table", Sql = seed.Sql }, default);
        foreach (var model in project.Models)
            await warehouse.House.Candidates.BuildAsync(spec, new ModelSpec { Name = model.Name, Schema = model.Schema, Alias = model.Alias, Materialization = model.Materialization == Materialization.View ? "view" : "table", Sql = model.Sql }, default);
        var checks = new List<string>();
        foreach (var check in project.Checks)
        {
            var run = await warehouse.House.Checks.RunAsync(check.FailingRowsSql, 100, default);
            Assert.Equal(run.FailingRows, run.Sample.Count);
            checks.Add(string.Create(CultureInfo.InvariantCulture, $"{check.Id} {string.Join(' ', run.Sample.Order(StringComparer.Ordinal))}: {run.FailingRows}"));
        }

        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec));
        Assert.Equal(PublishState.Published, (await warehouse.House.Releases.PublishAsync(release, default)).State);
        var published = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var model in (await warehouse.House.Releases.HeadAsync(spec.Pipeline, default))!.Models)
        {
            var view = PublishedView.Of(spec.Pipeline, model).ToString();
            published.Add(view, await CanonicalAsync(warehouse, view));
        }

        return new Result([.. checks.Order(StringComparer.Ordinal)], published);
    }

    private static Task<SegmentLoad> LoadAsync(TestWarehouse warehouse, string folder, TableDefinition table, string more)
    {
        var files = Sql.Literal(Path.Combine(folder, "sample", table.Glob));
        var columns = table.Columns ?? TestWarehouse.Columns("id bigint, order_id bigint, amount decimal(12,2), refunded_at timestamp");
        var typed = string.Join(", ", columns.Select(column => $"cast({column.Name} as {column.Type}) as {column.Name}"));
        // The sample has records that do not fit: a night quarantines them.
        var read = table.Glob.EndsWith(".jsonl", StringComparison.Ordinal) ? "read_json" : "read_csv";
        var select = $"select {typed} from {read}({files}, ignore_errors = true, columns = {{{string.Join(", ", columns.Select(column => $"{column.Name}: '{column.Type}'"))}}})";
        if (table.Name == "events")
            select += $" where {string.Join(" and ", columns.Select(column => $"{column.Name} is not null"))}";
        if (table.Name == "orders" && more.Length > 0)
            select = $"select {typed} from (select * from ({select}){more} as wrong{OrderShape})";
        return warehouse.LoadAsync(select, string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}")), table: table.Name);
    }

    /// <summary>The rows as text, sorted.</summary>
    private static async Task<List<string>> CanonicalAsync(TestWarehouse warehouse, string view)
    {
        await using var shape = await warehouse.House.Reader.QueryAsync($"select * from {view}", default);
        var columns = string.Join(", ", shape.Columns.Select(column => $"cast({Sql.Identifier(column.Name)} as varchar)"));
        return [.. (await warehouse.RowsAsync($"select {columns} from {view}")).Select(row => string.Join('|', row)).Order(StringComparer.Ordinal)];
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "EtlMesh.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, "pipelines", "daily-metrics");
    }

    private sealed class CandidateNames(CandidateSpec spec) : IRelationNames
    {
        private readonly string candidate = Names.CandidateSchema(spec.Pipeline, spec.Uid);

        public RelationName Model(string schema, string alias) => new(candidate, Names.Model(schema, alias));

        public RelationName Source(string source, string table) => new(candidate, Names.Source(source, table));

        public RelationName This(string schema, string alias) => new(Names.PublishedSchema(spec.Pipeline, schema), alias);
    }
}
