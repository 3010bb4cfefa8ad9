using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;

namespace EtlMesh.QualityGate;

/// <summary>The results and kept failing rows of an attempt.</summary>
public sealed class QualityGateEffects(IWarehouse warehouse) : IAttemptEffects
{
    public static string Service => "quality-gate";

    public Task DiscardAsync(DiscardAttempt command, CancellationToken ct) =>
        warehouse.Checks.DiscardAsync(command.RunId, command.Attempt, ct);
}
