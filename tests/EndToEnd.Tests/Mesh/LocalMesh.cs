using System.Globalization;
using System.Text.Json;
using EtlMesh.Cli;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.Postgres;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>A mesh of real processes in the home of a workplace. It is gone, its data with it, when the test ends, however that ends.</summary>
internal sealed class LocalMesh(Workplace place) : IAsyncDisposable
{
    private readonly MeshFolder mesh = new(place.Home);

    /// <summary>Of the API: not the one that the mesh of a person, or of another test, has by default.</summary>
    public string Port { get; } = LoopbackPorts.Free(null, []).ToString(CultureInfo.InvariantCulture);

    /// <summary>Starts what is missing, and brings the pipelines.</summary>
    public async Task<CommandResult> UpAsync(params IEnumerable<string> more) => (await place.RunAsync(["up", "--port", Port, .. more])).ExpectExit(ExitCodes.Done);

    /// <summary>Every process of the mesh that lives, also one that nobody remembers.</summary>
    public IReadOnlyList<(string Name, ProcessIdentity Process)> Alive()
    {
        var state = MeshStateFile.Read(mesh);
        return MeshStop.Alive(mesh, state, state?.Postgres ?? mesh.Postgres);
    }

    public void Signal(string process, int signal) => Assert.True(Signals.Send(MeshStateFile.Read(mesh)!.Find(process)!.Identity, signal));

    /// <summary>The rows of a published table as sorted lines of values that do not depend on the engine.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string table)
    {
        var state = MeshStateFile.Read(mesh)!;
        var url = new PostgresCluster(state.Postgres!, state.Ports[PostgresCluster.Name]).WarehouseUrl(ServiceSettings.WarehouseDatabase);
        await using var warehouse = await PostgresWarehouse.OpenAsync(url, TimeProvider.System, CancellationToken.None);
        return await RowsAsync(warehouse, table);
    }

    public static async Task<IReadOnlyList<string>> RowsAsync(IWarehouse warehouse, string table)
    {
        await using var result = await warehouse.Reader.QueryAsync($"select * from {table}", CancellationToken.None);
        var lines = new List<string>();
        await foreach (var row in result.RowsAsync())
            lines.Add(JsonSerializer.Serialize(row.Select(RowText.Of)));
        return [string.Join(',', result.Columns.Select(column => column.Name)), .. lines.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => (await place.RunAsync("down", "--wipe")).ExpectExit(ExitCodes.Done);
}
