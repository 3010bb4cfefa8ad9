using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>PUT /api/bundles</c>: what is pushed becomes what runs.</summary>
internal static class BundleEndpoints
{
    public static void MapBundles(this RouteGroupBuilder api) =>
        api.MapPut("/bundles", PushAsync).Audited("bundles.push").WithMetadata(new BodyLimit(BundleLimits.MaxArchiveBytes));

    private static async Task<IResult> PushAsync(HttpContext call, PipelineCatalog catalog)
    {
        var zip = await Body.BytesAsync(call.Request);
        return OperationsEndpoints.Json(await catalog.PushAsync(zip, Caller.Of(call), call.RequestAborted));
    }
}
