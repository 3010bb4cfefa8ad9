using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh releases resume</c>: nights run again after a revert.</summary>
public static class ReleaseResume
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The warehouse or the pipeline is not known.</exception>
    /// <exception cref="TerminalEtlException">The pipeline is not held.</exception>
    public static async Task<int> ExecuteAsync(string pipeline, WarehousePlace place, Shell shell, CancellationToken ct)
    {
        await using var warehouse = await Warehouses.OpenExistingAsync(place, shell, ct);
        await KnownReleases.OfAsync(warehouse, pipeline, place, ct);
        if (!await warehouse.Releases.ResumeAsync(pipeline, Operator.Of(shell), ct))
            throw new TerminalEtlException($"Resuming {pipeline}: it is not held, its nights run. Nothing was changed.");

        await shell.Out.WriteLineAsync($"{pipeline} is no longer held; its next night runs.");
        return ExitCodes.Done;
    }
}
