using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Scheduling;

/// <summary>What starts a run of a pipeline that the mesh knows.</summary>
internal static class RunRequests
{
    public static RequestRun Of(PipelineRow pipeline, DateOnly runDate, string key, bool again = false, string? select = null, bool asOfNow = false) => new()
    {
        RunId = RunId.Of(pipeline.Name, runDate, key),
        Attempt = 0,
        Pipeline = pipeline.Name,
        RunDate = runDate,
        BundleHash = pipeline.Bundle,
        Key = key,
        Again = again,
        Plan = pipeline.ReadDefinition().ToRunPlan(embedded: false, select, asOfNow),
    };
}
