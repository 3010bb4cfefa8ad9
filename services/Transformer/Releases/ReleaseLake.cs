using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>A pipeline's lake beside its warehouse: written before a release is published, and pointed to it after.</summary>
/// <param name="places">Finds lakes.</param>
public sealed class ReleaseLake(LakePlaces places)
{
    /// <summary>Writes what a candidate will show, where nobody looks yet. Nothing is done for a pipeline without a lake, and for a release that cannot become the head any more.</summary>
    /// <exception cref="TerminalEtlException">A model cannot be in the lake as the pipeline file wants it.</exception>
    public async Task WriteAsync(PublishRelease command, BundleFolder bundle, IWarehouse warehouse, CancellationToken ct)
    {
        if (places.Of(bundle.Definition) is not { } place)
            return;
        var releases = await warehouse.Releases.ListAsync(command.Pipeline, ct);
        if (releases.Any(release => release.Id == command.Release) || releases.FirstOrDefault(release => release.IsHead)?.Id != command.Candidate.Parent)
            return;
        var exports = warehouse.Exports
            ?? throw new TerminalEtlException($"Sending models of {command.Pipeline} to its lake: they cannot be exported from a {warehouse.Engine} warehouse. Remove `lake` from the pipeline file.");
        await new LakeWriter(place, exports, places.Scratch, places.Time).WriteAsync(
            new LakeRelease
            {
                Release = command.Release,
                Pipeline = command.Pipeline,
                RunId = command.RunId,
                Attempt = command.Attempt,
                RunDate = command.RunDate,
                Candidate = command.Candidate.Uid,
                Parent = command.Candidate.Parent is { } parent ? LakeHead.Shown(releases, parent) : null,
                Tables = bundle.Definition.Lake!.Tables,
                Queries = NamedQueries.In(bundle.Folder),
            }, ct);
    }

    /// <summary>Points the lake's readers to what the warehouse's head shows.</summary>
    public Task FollowAsync(PipelineDefinition pipeline, IWarehouse warehouse, CancellationToken ct) =>
        places.Of(pipeline) is { } place ? new LakeHead(place).FollowAsync(pipeline.Name, warehouse.Releases, ct) : Task.CompletedTask;

    /// <summary>Removes what no release names that can be gone back to.</summary>
    public async Task SweepAsync(PipelineDefinition pipeline, IWarehouse warehouse, CancellationToken ct)
    {
        if (places.Of(pipeline) is not { } place)
            return;
        // What a process left that was killed after its release was committed.
        await FollowAsync(pipeline, warehouse, ct);
        var releases = await warehouse.Releases.ListAsync(pipeline.Name, ct);
        var kept = releases.Where((release, i) => i < pipeline.Retention.Releases || release.IsHead).Select(release => LakeHead.Shown(releases, release.Id));
        await new LakeSweep(place, places.Time).SweepAsync(kept.ToHashSet(StringComparer.Ordinal), pipeline.Retention.KeepFailed, ct);
    }
}
