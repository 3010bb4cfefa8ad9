using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Postgres;
using EtlMesh.Pipelines;
using EtlMesh.Servers;
using EtlMesh.Staging;
using Npgsql;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>Tables of a database of its own on a real server, extracted into a store that vanishes.</summary>
internal sealed class PostgresNight : IAsyncDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("etlmesh-postgres-").FullName;
    private readonly NpgsqlConnectionStringBuilder address;
    private readonly NpgsqlConnection connection;

    private PostgresNight(string address)
    {
        this.address = new NpgsqlConnectionStringBuilder(address) { Pooling = false };
        connection = new NpgsqlConnection(this.address.ConnectionString);
    }

    public LocalObjectStore Store => new(Path.Combine(home, "objects"));

    public int MaxConnections { get; init; } = 4;

    public string User { get; set; } = "postgres";

    public RateLimit? RateLimit { get; set; }

    public SensorDefinition? Sensor { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Database => address.Database!;

    /// <summary>The night of 2026-11-20.</summary>
    public static PlannedNight Night { get; } = new(new DateOnly(2026, 11, 20), TimeZoneInfo.Utc, new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero));

    /// <summary>A night of a day to come, so that the server's clock bounds the window.</summary>
    public static PlannedNight Tonight { get; } = Night with { RunDate = new DateOnly(2099, 1, 1), Now = new DateTimeOffset(2099, 1, 2, 2, 0, 0, TimeSpan.Zero) };

    public PostgresConnector Connector => new(new ExtractorOptions { ScratchFolder = Path.Combine(home, "scratch") }, Time);

    /// <summary>By the server's socket.</summary>
    public string Url => $"postgres:///{Database}?host={Uri.EscapeDataString(address.Host!)}&user={User}";

    public static async Task<PostgresNight> BeginAsync(PostgresServer server, string? statements = null, int maxConnections = 4)
    {
        var night = new PostgresNight(await server.CreateDatabaseAsync()) { MaxConnections = maxConnections };
        await night.connection.OpenAsync();
        if (statements is not null)
            await night.ExecuteAsync(statements);
        return night;
    }

    /// <summary>Another session of the database's owner.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var other = new NpgsqlConnection(address.ConnectionString);
        await other.OpenAsync();
        return other;
    }

    public Task ExecuteAsync(string statements) => ExecuteAsync(connection, statements);

    public static async Task ExecuteAsync(NpgsqlConnection connection, string statements)
    {
        await using var command = new NpgsqlCommand(statements, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    public Task<T> ScalarAsync<T>(string query) => ScalarAsync<T>(connection, query);

    public static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What a query gives, by columns of text.</summary>
    public async Task<List<string?[]>> TextsAsync(string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetString(i))]);
        return rows;
    }

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

    public Task<TablePlanResult> PlanAsync(TableDefinition table, TableBase? head = null, PlannedNight? night = null, CancellationToken ct = default) =>
        Connector.PlanAsync(new TableRequest(Request(table), table, head ?? new TableBase { Source = "s", Table = table.Name }, night ?? Night), ct);

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

    /// <summary>The landed rows as DuckDB writes them, in the order of the first column.</summary>
    public async Task<List<string?[]>> RowsAsync(IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var duckDb = database.Connect();
        duckDb.Execute("set TimeZone = 'UTC'");
        var files = await Task.WhenAll(slices.Select(slice => Store.FetchAsync(slice.Object, slice.Sha256, default)));
        var cast = string.Join(", ", columns.Select(column => $"{Sql.Identifier(column.Name)}::{column.Type} as {Sql.Identifier(column.Name)}"));
        using var result = duckDb.Query($"select columns(*)::varchar from (select {cast} from {Parquet.Relation([.. files.Select(file => file.LocalPath)])} order by {Sql.Identifier(columns[0].Name)})");
        List<string?[]> rows = [.. result.Rows().Select(row => row.Select(value => (string?)value).ToArray())];
        foreach (var file in files)
            await file.DisposeAsync();
        return rows;
    }

    public async Task<List<object?[]>> QuarantinedAsync(IReadOnlyList<LandedSlice> slices)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var duckDb = database.Connect();
        var rows = new List<object?[]>();
        foreach (var slice in slices.Where(slice => slice.Quarantine is not null))
        {
            await using var read = await Store.FetchAsync(slice.Quarantine!, null, default);
            using var result = duckDb.Query($"select object, reason, record from {Parquet.Relation([read.LocalPath])}");
            rows.AddRange(result.Rows());
        }

        return rows;
    }

    /// <summary>Waits until the server runs a copy for the source's readers, or none.</summary>
    /// <returns>The server's number of one that reads.</returns>
    public async Task<int?> SeenAsync(bool running)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            bound.Token.ThrowIfCancellationRequested();
            await using var command = new NpgsqlCommand("select max(pid) from pg_stat_activity where datname = current_database() and application_name = 'etlmesh' and state = 'active' and query like 'copy (select %'", connection);
            var pid = await command.ExecuteScalarAsync(bound.Token) as int?;
            if (pid is not null == running)
                return pid;
        }
    }

    private static ExtractSlice Command(TableDefinition table, TablePlanResult plan, int k) => new()
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

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        Directory.Delete(home, recursive: true);
    }
}
