using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Holds a selection of models against the pipeline before a run is started with it.</summary>
internal sealed class SelectionCheck(BundleStore bundles, Func<string, string?> variable, TimeProvider time)
{
    /// <exception cref="TerminalEtlException">The selection names what the pipeline has not.</exception>
    public async Task CheckAsync(RequestRun request, CancellationToken ct)
    {
        if (request.Plan.Select is not { } select)
            return;
        var bundle = await bundles.OpenAsync(request, ct);
        if (PipelineReader.Read(bundle.Folder, request.RunDate, variable, time, unpacked: true).Project is { } project)
            Selector.Select(project, select);
    }
}
