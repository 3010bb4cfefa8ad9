using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;

namespace EtlMesh.Loader;

/// <summary>The segments of an attempt.</summary>
public sealed class LoaderEffects(IWarehouse warehouse) : IAttemptEffects
{
    public static string Service => "loader";

    public Task DiscardAsync(DiscardAttempt command, CancellationToken ct) =>
        warehouse.Segments.DiscardAsync(command.RunId, command.Attempt, ct);
}
