using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Testing;

/// <summary>What a service works with, real and in a folder that vanishes: an object store, a bundle store and a DuckDB warehouse.</summary>
public sealed class TestHome : IAsyncDisposable
{
    private TestHome(string root, IWarehouse warehouse)
    {
        Root = root;
        Warehouse = warehouse;
        Store = new LocalObjectStore(Path.Combine(root, "objects"));
        Bundles = new BundleStore(Store, Path.Combine(root, "unpacked"));
    }

    public string Root { get; }

    public LocalObjectStore Store { get; }

    public BundleStore Bundles { get; }

    public IWarehouse Warehouse { get; }

    /// <summary>Lakes below the object store.</summary>
    public LakePlaces Lakes => new(Store, Path.Combine(Root, "objects"), new S3StoreOptions(), Path.Combine(Root, "scratch"), _ => null, TimeProvider.System);

    public IWarehouses Warehouses => new OneWarehouse(Warehouse);

    public static async Task<TestHome> OpenAsync()
    {
        var root = Directory.CreateTempSubdirectory("etlmesh-service-").FullName;
        return new TestHome(root, await DuckDbWarehouse.OpenAsync(Path.Combine(root, "warehouse.duckdb"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
    }

    /// <param name="open">Opens another warehouse, given the home's folder.</param>
    public static async Task<TestHome> OpenAsync(Func<string, Task<IWarehouse>> open)
    {
        var root = Directory.CreateTempSubdirectory("etlmesh-service-").FullName;
        return new TestHome(root, await open(root));
    }

    /// <summary>The local file of an object.</summary>
    public string PathOf(string key) => Path.Combine(Root, "objects", key);

    /// <summary>The keys of all objects, bundles left out.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string prefix = "") =>
        [.. (await Store.ListAsync(prefix, CancellationToken.None).ToListAsync()).Where(key => !key.StartsWith("bundles/", StringComparison.Ordinal))];

    /// <summary>Bundles a pipeline's files and stores them.</summary>
    /// <param name="files">Text by path within the pipeline's folder; <c>pipeline.yml</c> among them.</param>
    /// <returns>The bundle's hash.</returns>
    public async Task<string> PushAsync(IReadOnlyDictionary<string, string> files)
    {
        var folder = Path.Combine(Root, "pipelines", Uid.New());
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        var bundle = BundleBuilder.Build(folder);
        await Bundles.PushAsync(bundle, CancellationToken.None);
        return bundle.Hash;
    }

    /// <summary>Writes a query's rows as an object.</summary>
    public async Task<StoredObject> WriteParquetAsync(string key, string select)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        await using var write = await Store.CreateAsync(key, CancellationToken.None);
        await Parquet.WriteAsync(connection, select, write, CancellationToken.None);
        return await write.CommitAsync(CancellationToken.None);
    }

    /// <summary>The rows of a query on the warehouse, a line each, values parted by <c>|</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var result = await Warehouse.Reader.QueryAsync(sql, CancellationToken.None);
        return [.. (await result.RowsAsync().ToListAsync()).Select(row => string.Join('|', row.Select(value => FormattableString.Invariant($"{value}"))))];
    }

    /// <summary>Schemas beside those that a warehouse always has, with their tables and views: <c>schema.name</c>, sorted.</summary>
    public Task<IReadOnlyList<string>> ObjectsAsync() => RowsAsync(
        """
        select table_schema || '.' || table_name from information_schema.tables where table_schema <> 'etl'
        union all
        select schema_name from duckdb_schemas() where not internal and schema_name not in ('main', 'etl')
        order by 1
        """);

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
