using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;

namespace EtlMesh.Loader;

/// <summary>The segments of an attempt.</summary>
public sealed class LoaderEffects(IWarehouses warehouses) : IAttemptEffects
{
    public static string Service => "loader";

    public async Task DiscardAsync(DiscardAttempt command, CancellationToken ct) =>
        await (await warehouses.OfAsync(command, ct)).Segments.DiscardAsync(command.RunId, command.Attempt, ct);
}
