using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>Reads what a lake's heads show, in an engine in memory. Files are looked up by the catalogs, and only those are touched that a query needs.</summary>
public sealed class LakeReader : IAsyncDisposable
{
    private readonly IReadOnlyList<ShownTable> _tables;
    private readonly FetchedFiles _files = new();
    private readonly DuckDbDatabase _database;

    private LakeReader(IReadOnlyList<LakeCatalog> catalogs, IReadOnlyList<ShownTable> tables, string scratch) =>
        (Catalogs, _tables, _database) = (catalogs, tables, DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { TempDirectory = scratch }));

    /// <summary>What is shown, a catalog for each pipeline.</summary>
    public IReadOnlyList<LakeCatalog> Catalogs { get; }

    /// <summary>The tables, as <c>schema.table</c>.</summary>
    public IReadOnlyList<string> Tables => [.. _tables.Select(table => $"{table.Schema}.{table.Table.Name}")];

    /// <param name="places">Parts of lakes, of different pipelines.</param>
    /// <param name="scratch">A folder for what does not fit in memory; made when it is needed.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="TerminalEtlException">A place has no catalog to show, or a damaged one.</exception>
    public static async Task<LakeReader> OpenAsync(IReadOnlyList<LakePlace> places, string scratch, CancellationToken ct)
    {
        var (catalogs, tables) = (new List<LakeCatalog>(), new List<ShownTable>());
        foreach (var place in places)
        {
            var store = new CatalogStore(place);
            var head = await store.HeadAsync(ct) ?? throw new TerminalEtlException($"Reading the lake {place.Url}: nothing was published there yet. Run the pipeline first, or name another place.");
            var catalog = await store.CatalogAsync(
                head.Catalog ?? throw new TerminalEtlException($"Reading the lake {place.Url}: release {head.Release}, which readers see, is from before the pipeline had a lake. Run a night, or ask the warehouse."), ct);
            catalogs.Add(catalog);
            tables.AddRange(catalog.Tables.Select(table => new ShownTable(place, Names.Pipeline(catalog.Pipeline), table)));
        }

        return new LakeReader(catalogs, tables, scratch);
    }

    /// <summary>Runs one reading statement; rows stream. Once for each reader.</summary>
    /// <exception cref="TerminalEtlException">The statement is wrong, would write, or names a table that the lake does not have.</exception>
    public async Task<QueryResult> QueryAsync(string sql, CancellationToken ct)
    {
        var needed = new ScanPlan(_tables).Needed(sql, ct);
        using (var connection = _database.Connect())
        {
            foreach (var table in _tables)
            {
                var paths = await _files.FetchAsync(table, needed.GetValueOrDefault(table, []), ct);
                connection.Execute($"create schema if not exists {Sql.Identifier(table.Schema)}", ct);
                connection.Execute(TableView.Create(table, paths), ct);
            }
        }

        return await new Warehouse.DuckDb.Reader(Connect).QueryAsync(sql, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _database.Dispose();
        await _files.DisposeAsync();
    }

    /// <summary>Names without a schema are of the only pipeline, where there is one.</summary>
    private DuckDbConnection Connect()
    {
        var connection = _database.Connect();
        if (_tables.Select(table => table.Schema).Distinct(StringComparer.Ordinal).ToList() is [var only])
            connection.Execute($"use {Sql.Identifier(only)}");
        return connection;
    }
}
