using EtlMesh.Orchestrator.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>/api/pipelines</c>: what the mesh knows, and whether its schedules run.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipelines(this RouteGroupBuilder api)
    {
        api.MapGet("/pipelines", ListAsync);
        api.MapPost("/pipelines/{name}/pause", PauseAsync).Audited("pipelines.pause");
        api.MapPost("/pipelines/{name}/resume", ResumeAsync).Audited("pipelines.resume");
    }

    private static async Task<IResult> ListAsync(HttpContext call, PipelineList pipelines) =>
        OperationsEndpoints.Json(await pipelines.ReadAsync(call.RequestAborted));

    private static async Task<IResult> PauseAsync(string name, HttpContext call, PipelineCatalog catalog, PipelineList pipelines)
    {
        await catalog.PauseAsync(Names.Pipeline(name), Caller.Of(call), call.RequestAborted);
        return OperationsEndpoints.Json(await pipelines.ReadAsync(name, call.RequestAborted));
    }

    private static async Task<IResult> ResumeAsync(string name, HttpContext call, PipelineCatalog catalog, PipelineList pipelines)
    {
        await catalog.ResumeAsync(Names.Pipeline(name), Caller.Of(call), call.RequestAborted);
        return OperationsEndpoints.Json(await pipelines.ReadAsync(name, call.RequestAborted));
    }
}
