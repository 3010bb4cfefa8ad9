using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>The operations API: everything below <c>/api</c>, behind one guard.</summary>
public static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        var guard = endpoints.ServiceProvider.GetRequiredService<Guard>();
        var api = endpoints.MapGroup("/api");
        // Around the whole endpoint, so that nothing of a call is read before it is admitted.
        ((IEndpointConventionBuilder)api).Add(endpoint =>
        {
            var operation = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = call => guard.InvokeAsync(call, operation);
        });
        api.MapBundles();
        api.MapPipelines();
        api.MapRuns();
        api.MapAudit();
        api.MapDeadLetters();
        api.MapStatus();
        api.MapFallback("{**path}", (HttpContext call) => Unknown(call));
    }

    /// <summary>Names an operation for the audit log.</summary>
    internal static RouteHandlerBuilder Audited(this RouteHandlerBuilder endpoint, string action) => endpoint.WithMetadata(new ActionName(action));

    internal static IResult Json<T>(T document, int status = StatusCodes.Status200OK) => Results.Json(document, ApiJson.Options, statusCode: status);

    private static IResult Unknown(HttpContext call) =>
        throw new RefusedException(StatusCodes.Status404NotFound, $"The operations API knows no {call.Request.Method} of this path; see docs/operations.md.");
}
