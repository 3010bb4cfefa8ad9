using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate;

/// <summary>The results and kept failing rows of an attempt.</summary>
public sealed class QualityGateEffects(IWarehouses warehouses) : IAttemptEffects
{
    public static string Service => "quality-gate";

    public async Task DiscardAsync(DiscardAttempt command, CancellationToken ct) =>
        await (await warehouses.OfAsync(command, ct)).Checks.DiscardAsync(command.RunId, command.Attempt, ct);
}
