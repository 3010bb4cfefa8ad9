using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Hosting;

/// <summary>The warehouse that each pipeline's bundle names, opened when it is first asked for and kept.</summary>
internal sealed class PipelineWarehouses(BundleStore bundles, IObjectStore store, TimeProvider time) : IWarehouses, IAsyncDisposable
{
    // By address, which may hold a secret: never printed.
    private readonly ConcurrentDictionary<string, IWarehouse> opened = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim opening = new(1);

    public async Task<IWarehouse> OfAsync(RunMessage message, CancellationToken ct)
    {
        var address = EnvironmentReferences.Resolve((await bundles.OpenAsync(message, ct)).Definition.Warehouse, Environment.GetEnvironmentVariable);
        if (opened.TryGetValue(address, out var known))
            return known;

        await opening.WaitAsync(ct);
        try
        {
            if (!opened.TryGetValue(address, out known))
                opened[address] = known = await OpenAsync(message.Pipeline, ConnectionAddress.Parse(address), ct);
            return known;
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var warehouse in opened.Values)
            await warehouse.DisposeAsync();
        opening.Dispose();
    }

    private async Task<IWarehouse> OpenAsync(string pipeline, ConnectionAddress address, CancellationToken ct) =>
        await ServerWarehouses.OpenAsync(address, store, time, ct) ?? throw new TerminalEtlException(address.Kind == ConnectionKind.DuckDb
            ? $"Opening the warehouse of {pipeline}: it is a DuckDB file, which one process has to itself; the mesh needs a server. Write warehouse: {ServerWarehouses.Addresses}, or set the variable that the pipeline file names."
            : $"Opening the warehouse of {pipeline}: {address.Kind} is none that the mesh can open; write {ServerWarehouses.Addresses}.");
}
