using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>The candidates of an attempt and its compiled project.</summary>
public sealed class TransformerEffects(IObjectStore store, IWarehouses warehouses) : IAttemptEffects
{
    public static string Service => "transformer";

    public async Task DiscardAsync(DiscardAttempt command, CancellationToken ct)
    {
        await (await warehouses.OfAsync(command, ct)).Candidates.DiscardAsync(command.RunId, command.Attempt, ct);
        await store.DeletePrefixAsync(LandingLayout.CandidatePrefix(AttemptPlace.Of(command)), ct);
    }
}
