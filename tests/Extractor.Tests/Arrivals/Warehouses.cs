using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Servers;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;
using EtlMesh.Warehouse.Postgres;
using Npgsql;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>A DuckDB and a PostgreSQL warehouse that vanish with the test. Landed slices are loaded into both, reconciled with what their stream counted, and read back as canonical text.</summary>
internal sealed class Warehouses : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("etlmesh-arrivals-").FullName;
    private DuckDbWarehouse duckDb = null!;
    private PostgresWarehouse postgres = null!;
    private NpgsqlDataSource database = null!;

    public static async Task<Warehouses> OpenAsync(PostgresServer server)
    {
        var connection = await server.CreateDatabaseAsync();
        var warehouses = new Warehouses();
        warehouses.duckDb = await DuckDbWarehouse.OpenAsync(Path.Combine(warehouses.folder, "warehouse.duckdb"), TimeSpan.Zero, TimeProvider.System, default);
        warehouses.postgres = await PostgresWarehouse.OpenAsync(connection, TimeProvider.System, default);
        warehouses.database = NpgsqlDataSource.Create(connection);
        return warehouses;
    }

    /// <summary>Loads a table into DuckDB; gives its rows back, in the order of the first column.</summary>
    public async Task<List<string?[]>> ThroughDuckDbAsync(IObjectStore store, IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        var table = await LoadAsync(duckDb, store, slices, columns);
        await using var result = await duckDb.Reader.QueryAsync($"select {string.Join(", ", columns.Select(column => CanonicalSql.DuckDb(column.Name, column.Type)))} from {table} order by {Sql.Identifier(columns[0].Name)}", default);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => row.Select((value, i) => Canonical.Text((string?)value, columns[i].Type)).ToArray())];
    }

    /// <summary>As above, of PostgreSQL.</summary>
    public async Task<List<string?[]>> ThroughPostgresAsync(IObjectStore store, IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        var table = await LoadAsync(postgres, store, slices, columns);
        await using var command = database.CreateCommand(
            $"select {string.Join(", ", columns.Select(column => CanonicalSql.Postgres(column.Name, column.Type)))} from {table} as loaded order by loaded.{Sql.Identifier(columns[0].Name.ToLowerInvariant())}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. columns.Select((column, i) => reader.IsDBNull(i) ? null : Canonical.Text(reader.GetString(i), column.Type))]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await duckDb.DisposeAsync();
        await postgres.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> LoadAsync(IWarehouse warehouse, IObjectStore store, IReadOnlyList<LandedSlice> slices, IReadOnlyList<ColumnSpec> columns)
    {
        var spec = new SegmentSpec
        {
            RunId = RunId.Of("arrivals", new DateOnly(2026, 11, 20)),
            Attempt = 1,
            Pipeline = "arrivals",
            Source = "s",
            Table = "t",
            Uid = Uid.New(),
            Columns = columns,
        };
        var load = await warehouse.Segments.LoadAsync(spec, [.. slices.Select(slice => new LandedObject(store, slice.Object, slice.Bytes, slice.Sha256))], default);
        Assert.Equal(slices.Sum(slice => slice.Rows), load.Rows);
        if (slices.Count == 1)
            Assert.Null(ColumnSums.Difference(slices[0].Sums, load.Sums));
        return $"raw__arrivals.{Sql.Identifier(Names.Segment("s", "t", spec.Uid))}";
    }
}
