using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using WarehouseEdge = EtlMesh.Warehouse.LineageEdge;

namespace EtlMesh.Transformer;

/// <summary>Makes a checked candidate the head.</summary>
public sealed class ReleasePublisher(IObjectStore store, BundleStore bundles, IWarehouses warehouses, ReleaseLake lake)
{
    /// <exception cref="TerminalEtlException">The release may not be published: its verdict did not pass, or it was forbidden.</exception>
    public async Task<PublishOutcome> PublishAsync(PublishRelease command, CancellationToken ct)
    {
        var warehouse = await warehouses.OfAsync(command, ct);
        var bundle = await bundles.OpenAsync(command, ct);
        await lake.WriteAsync(command, bundle, warehouse, ct);
        var outcome = await warehouse.Releases.PublishAsync(new ReleaseSpec
        {
            Release = command.Release,
            Pipeline = command.Pipeline,
            RunId = command.RunId,
            Attempt = command.Attempt,
            Candidate = command.Candidate.Uid,
            Parent = command.Candidate.Parent,
            Fingerprint = command.Candidate.Fingerprint,
            Lineage = await LineageAsync(command.Candidate, ct),
            Readers = bundle.Definition.Grants.Readers,
        }, ct);
        if (outcome.State == PublishState.Refused)
            throw new TerminalEtlException($"Publishing release {command.Release} of {command.Pipeline}: {outcome.Reason}");
        await lake.FollowAsync(bundle.Definition, warehouse, ct);
        return outcome;
    }

    private async Task<IReadOnlyList<WarehouseEdge>> LineageAsync(CandidateRef candidate, CancellationToken ct)
    {
        await using var read = await store.FetchAsync(candidate.Compiled, null, ct);
        await using var file = File.OpenRead(read.LocalPath);
        return [.. CompiledProject.Load(file).Lineage.Select(edge => new WarehouseEdge(edge.From, edge.To))];
    }
}
