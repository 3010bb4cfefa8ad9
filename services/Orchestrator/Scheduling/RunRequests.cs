using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>What starts a run of a pipeline that the mesh knows.</summary>
internal static class RunRequests
{
    public static RequestRun Of(PipelineRow pipeline, DateOnly runDate, string key, bool again = false, string? select = null, bool asOfNow = false, bool fullRefresh = false, IReadOnlyList<string>? tables = null)
    {
        var definition = pipeline.ReadDefinition();
        return new RequestRun
        {
            RunId = RunId.Of(pipeline.Name, runDate, key),
            Attempt = 0,
            Pipeline = pipeline.Name,
            RunDate = runDate,
            BundleHash = pipeline.Bundle,
            Key = key,
            Again = again,
            Plan = definition.ToRunPlan(embedded: false, select, asOfNow, FullRefresh.Of(definition, fullRefresh, tables ?? [])),
        };
    }
}
