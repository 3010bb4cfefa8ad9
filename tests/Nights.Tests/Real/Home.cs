using EtlMesh.Cli;
using EtlMesh.DuckDb;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Nights.Tests.Real;

/// <summary>A folder with an object store, a bundle store and a warehouse, which a new process finds as the dead one left them.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly string folder;
    private readonly Func<string, TimeProvider, Task<IWarehouse>> open;
    private int lives;
    private bool killed;

    private Home(string folder, Func<string, TimeProvider, Task<IWarehouse>> open)
    {
        (this.folder, this.open) = (folder, open);
        SourceFolder = Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;
        Directory.CreateDirectory(Root);
        (Store, Bundles) = Stores();
    }

    /// <summary>What the process that lives now has.</summary>
    public string Root => Path.Combine(folder, $"life-{lives}");

    public string SourceFolder { get; }

    public VirtualClock Clock { get; } = new();

    public LocalObjectStore Store { get; private set; }

    public BundleStore Bundles { get; private set; }

    public IWarehouse Warehouse { get; private set; } = null!;

    public LakePlaces Lakes => new(Store, Path.Combine(Root, "objects"), new S3StoreOptions(), Path.Combine(Root, "scratch", "lake"), _ => null, Clock);

    public IWarehouses Warehouses => new OneWarehouse(Warehouse);

    private string Next => Path.Combine(folder, $"life-{lives + 1}");

    /// <param name="lasting">The warehouse is in a file, so that it can be opened again; else in memory, which is quicker.</param>
    public static Task<Home> OpenAsync(bool lasting) => OpenAsync(async (root, clock) =>
        await DuckDbWarehouse.OpenAsync(lasting ? Path.Combine(root, "warehouse.duckdb") : DuckDbDatabase.InMemory, TimeSpan.Zero, clock, CancellationToken.None));

    /// <param name="open">Opens the warehouse, given the folder of the process that lives.</param>
    public static async Task<Home> OpenAsync(Func<string, TimeProvider, Task<IWarehouse>> open)
    {
        var home = new Home(Directory.CreateTempSubdirectory("etlmesh-nights-").FullName, open);
        home.Warehouse = await open(home.Root, home.Clock);
        return home;
    }

    /// <summary>What a killed process leaves: its files as they are at this moment.</summary>
    public void Kill()
    {
        killed = true;
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Next, Path.GetRelativePath(Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(path, copy);
            }
            catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // another thread of the dying process removed it
            }
        }
    }

    /// <summary>What the next command does after the process was killed.</summary>
    public async Task RestartAsync()
    {
        await Warehouse.DisposeAsync();
        if (killed)
        {
            Directory.Delete(Root, recursive: true);
            (lives, killed) = (lives + 1, false);
            (Store, Bundles) = Stores();
        }

        Warehouse = await open(Root, Clock);
        await new AbandonedAttempts(Warehouse, Store, Path.Combine(Root, "scratch"), Clock).DiscardAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Warehouse.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private (LocalObjectStore Store, BundleStore Bundles) Stores()
    {
        var store = new LocalObjectStore(Path.Combine(Root, "objects"));
        return (store, new BundleStore(store, Path.Combine(Root, "unpacked")));
    }
}
