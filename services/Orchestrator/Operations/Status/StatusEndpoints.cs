using EtlMesh.Orchestrator.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>/api/status</c>: how the mesh is.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this RouteGroupBuilder api) => api.MapGet("/status", ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext call, [FromServices] MeshStatus status) => OperationsEndpoints.Json(await status.ReadAsync(call.RequestAborted));
}
