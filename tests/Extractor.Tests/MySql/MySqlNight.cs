using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.MySql;
using EtlMesh.Pipelines;
using EtlMesh.Servers;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>Tables of a database of its own on a real server, extracted into a store that vanishes.</summary>
internal sealed class MySqlNight : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("etlmesh-mysql-").FullName;
    private readonly MariaDbServer server;

    private MySqlNight(MariaDbServer server, string database) => (this.server, Database) = (server, database);

    public string Database { get; }

    public LocalObjectStore Store => new(Path.Combine(home, "objects"));

    public int MaxConnections { get; init; } = 4;

    /// <summary>Of the address.</summary>
    public string Options { get; set; } = "ssl-mode=disabled";

    public string User { get; set; } = MariaDbServer.Root;

    public string Password { get; set; } = MariaDbServer.Password;

    public RateLimit? RateLimit { get; set; }

    public SensorDefinition? Sensor { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The night of 2026-11-20; the server's clock is later than that.</summary>
    public static PlannedNight Night { get; } = new(new DateOnly(2026, 11, 20), TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero));

    public MySqlConnector Connector => new(new ExtractorOptions { ScratchFolder = Path.Combine(home, "scratch") }, Time);

    public string Url => server.Url(Database, User, Password, options: Options);

    /// <summary>On a database that is there.</summary>
    public static MySqlNight Of(MariaDbServer server, string database) => new(server, database);

    public static async Task<MySqlNight> BeginAsync(MariaDbServer server, string? statements = null, int maxConnections = 4)
    {
        var night = new MySqlNight(server, await server.CreateDatabaseAsync()) { MaxConnections = maxConnections };
        if (statements is not null)
            await night.ExecuteAsync(statements);
        return night;
    }

    public Task<string> ExecuteAsync(string statements) => server.ExecuteAsync(statements, Database);

    public static TableDefinition Table(string name, string? columns = null) => new()
    {
        Name = name,
        MaxQuarantined = Ratio.FromPercent(100),
        Columns = columns?.Split(';').Select(c => new ColumnSpec { Name = c.Split(':')[0].Trim(), Type = c.Split(':')[1].Trim() }).ToList(),
    };

    public SourceRequest Request(TableDefinition table) => new(
        new SourceDefinition { Name = "s", Connection = "", Tables = [table], MaxConnections = MaxConnections, RateLimit = RateLimit, Sensor = Sensor },
        ConnectionAddress.Parse(Url),
        home)
    {
        RunDate = Night.RunDate,
    };

    public Task<ProbeResult> ProbeAsync(TableDefinition table) => Connector.ProbeAsync(Request(table), default);

    public Task<TablePlanResult> PlanAsync(TableDefinition table, TableBase? head = null, PlannedNight? night = null) =>
        Connector.PlanAsync(new TableRequest(Request(table), table, head ?? new TableBase { Source = "s", Table = table.Name }, night ?? Night), default);

    public async Task<IReadOnlyList<LandedSlice>> LandAsync(TableDefinition table, TablePlanResult plan, CancellationToken ct = default)
    {
        var landed = new List<LandedSlice>();
        for (var k = 1; k <= plan.Slices.Count; k++)
            landed.Add(await LandAsync(table, plan, k, ct));
        return landed;
    }

    public Task<LandedSlice> LandAsync(TableDefinition table, TablePlanResult plan, int k, CancellationToken ct = default) =>
        Connector.ExtractAsync(new SliceRequest(Request(table), table, Command(table, plan, k)), Store, ct);

    public async Task<IReadOnlyList<LandedSlice>> LandAsync(TableDefinition table) => await LandAsync(table, await PlanAsync(table));

    /// <summary>A column of the landed slices in canonical text, in the order of the first column.</summary>
    public async Task<List<string?[]>> RowsAsync(IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        connection.Execute("set TimeZone = 'UTC'");
        var rows = new List<string?[]>();
        foreach (var slice in slices)
        {
            await using var read = await Store.FetchAsync(slice.Object, slice.Sha256, default);
            var cast = string.Join(", ", columns.Select(column => $"{Sql.Identifier(column.Name)}::{column.Type} as {Sql.Identifier(column.Name)}"));
            using var result = connection.Query(
                $"select {string.Join(", ", columns.Select(column => Arrivals.CanonicalSql.DuckDb(column.Name, column.Type)))} from (select {cast} from {Parquet.Relation([read.LocalPath])}) order by {Sql.Identifier(columns[0].Name)}");
            rows.AddRange(result.Rows().Select(row => row.Select((value, i) => Arrivals.Canonical.Text((string?)value, columns[i].Type)).ToArray()));
        }

        return rows;
    }

    public async Task<List<object?[]>> QuarantinedAsync(IReadOnlyList<LandedSlice> slices)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var rows = new List<object?[]>();
        foreach (var slice in slices.Where(slice => slice.Quarantine is not null))
        {
            await using var read = await Store.FetchAsync(slice.Quarantine!, null, default);
            using var result = connection.Query($"select object, reason, record from {Parquet.Relation([read.LocalPath])}");
            rows.AddRange(result.Rows());
        }

        return rows;
    }

    public static ExtractSlice Command(TableDefinition table, TablePlanResult plan, int k) => new()
    {
        RunId = RunId.Of("p", new DateOnly(2026, 11, 20)),
        Attempt = 1,
        Pipeline = "p",
        RunDate = new DateOnly(2026, 11, 20),
        BundleHash = "",
        Source = "s",
        Table = table.Name,
        K = k,
        N = plan.Slices.Count,
        Slice = plan.Slices[k - 1],
        Columns = plan.Columns,
    };

    public void Dispose() => Directory.Delete(home, recursive: true);
}
