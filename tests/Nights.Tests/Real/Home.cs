using EtlMesh.Cli;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>A folder with an object store, a bundle store and a warehouse, which a new process finds as the dead one left them.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly string file;

    private Home(string root, string file, VirtualClock clock, IWarehouse warehouse)
    {
        (Root, this.file, Clock, Warehouse) = (root, file, clock, warehouse);
        Store = new LocalObjectStore(Path.Combine(root, "objects"));
        Bundles = new BundleStore(Store, Path.Combine(root, "unpacked"));
        SourceFolder = Directory.CreateDirectory(Path.Combine(root, "source")).FullName;
    }

    public string Root { get; }

    public string SourceFolder { get; }

    public VirtualClock Clock { get; }

    public LocalObjectStore Store { get; }

    public BundleStore Bundles { get; }

    public IWarehouse Warehouse { get; private set; }

    public IWarehouses Warehouses => new OneWarehouse(Warehouse);

    /// <param name="lasting">The warehouse is in a file, so that it can be opened again; else in memory, which is quicker.</param>
    public static async Task<Home> OpenAsync(bool lasting)
    {
        var root = Directory.CreateTempSubdirectory("etlmesh-nights-").FullName;
        var file = lasting ? Path.Combine(root, "warehouse.duckdb") : DuckDbDatabase.InMemory;
        var clock = new VirtualClock();
        return new Home(root, file, clock, await OpenAsync(file, clock));
    }

    /// <summary>What the next command does after the process was killed.</summary>
    public async Task RestartAsync()
    {
        await Warehouse.DisposeAsync();
        Warehouse = await OpenAsync(file, Clock);
        await new AbandonedAttempts(Warehouse, Store, Path.Combine(Root, "scratch"), Clock).DiscardAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private static async Task<IWarehouse> OpenAsync(string file, VirtualClock clock) =>
        await DuckDbWarehouse.OpenAsync(file, TimeSpan.Zero, clock, CancellationToken.None);
}
