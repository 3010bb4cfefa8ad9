using EtlMesh.Contracts;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh releases revert</c>: readers see an older release again, and no night runs before a person says so.</summary>
public static class ReleaseRevert
{
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="to">The release to go back to; null for the one before what readers see.</param>
    /// <param name="reason">Why; null when nothing was said.</param>
    /// <param name="place">The warehouse.</param>
    /// <param name="home">The folder that <c>ETLMESH_HOME</c> names, absolute: the pipeline's bundles are there, and they name its lake.</param>
    /// <param name="shell">Who asks, and where the answer goes.</param>
    /// <param name="ct">Gives up before the revert took place.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The warehouse, the pipeline or the release is not known.</exception>
    /// <exception cref="TerminalEtlException">There is nothing to go back to, or the warehouse refused.</exception>
    public static async Task<int> ExecuteAsync(string pipeline, string? to, string? reason, WarehousePlace place, string home, Shell shell, CancellationToken ct)
    {
        await using var warehouse = await Warehouses.OpenExistingAsync(place, shell, ct);
        var releases = await KnownReleases.OfAsync(warehouse, pipeline, place, ct);
        var head = releases.Single(release => release.IsHead);
        var target = Target(pipeline, to, releases);
        var release = Uid.New();
        var outcome = await warehouse.Releases.RevertAsync(
            new RevertSpec
            {
                Release = release,
                Pipeline = pipeline,
                Target = target,
                Parent = head.Id,
                Actor = Operator.Of(shell),
                Reason = string.IsNullOrWhiteSpace(reason) ? $"reverted to release {target}" : reason,
            },
            ct);
        if (outcome.State is not PublishState.Published)
            throw new TerminalEtlException(outcome.Reason
                ?? $"Reverting {pipeline}: release {outcome.Head} became the head meanwhile, and nothing was changed. Look at `etlmesh releases list {pipeline}` and try again.");

        await RevertedLake.FollowAsync(warehouse, releases.Single(known => known.Id == target), home, shell, ct);
        await shell.Out.WriteLineAsync($"Release {release} of {pipeline} shows readers release {target} again. The pipeline is held: no night runs before `etlmesh releases resume {pipeline}`.");
        return ExitCodes.Done;
    }

    private static string Target(string pipeline, string? to, IReadOnlyList<ReleaseRow> releases)
    {
        if (to is null)
            return KnownReleases.Before(releases)
                ?? throw new TerminalEtlException($"Reverting {pipeline}: readers see its first release, and there is none before it. Run a night, or name a release of `etlmesh releases list {pipeline}` by --to.");
        return releases.Any(release => release.Id == to)
            ? to
            : throw new UsageException($"--to {to}: pipeline {pipeline} has no such release; `etlmesh releases list {pipeline}` tells those that it has.");
    }
}
