using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EtlMesh.Orchestrator.Operations;

/// <summary><c>/api/runs</c>: runs are listed, shown, started, resumed and cancelled.</summary>
internal static class RunEndpoints
{
    private const int Usual = 50;

    public static void MapRuns(this RouteGroupBuilder api)
    {
        api.MapGet("/runs", ListAsync);
        api.MapGet("/runs/{id}", ShowAsync);
        api.MapPost("/runs", StartAsync).Audited("runs.start");
        api.MapPost("/runs/{id}/resume", ResumeAsync).Audited("runs.resume");
        api.MapPost("/runs/{id}/cancel", CancelAsync).Audited("runs.cancel");
    }

    private static async Task<IResult> ListAsync(string? pipeline, string? state, string? limit, HttpContext call, RunList runs) =>
        OperationsEndpoints.Json(await runs.ReadAsync(
            string.IsNullOrEmpty(pipeline) ? null : Names.Pipeline(pipeline), Names.State(string.IsNullOrEmpty(state) ? null : state), Names.Limit(limit, Usual), call.RequestAborted));

    private static async Task<IResult> ShowAsync(string id, HttpContext call, RunList runs) =>
        OperationsEndpoints.Json(await runs.ReadAsync(Names.Run(id), call.RequestAborted));

    private static async Task<IResult> StartAsync(HttpContext call, RunActions runs)
    {
        var asked = await Body.ReadAsync<StartRunDocument>(call.Request)
            ?? throw new RefusedException(StatusCodes.Status400BadRequest, "Reading the call: it does not say which pipeline is to run; send {\"pipeline\": \"…\"}.");
        _ = Names.Pipeline(asked.Pipeline);
        return Accepted(await runs.StartAsync(asked, Names.Key(asked.Key), Caller.Of(call), call.RequestAborted));
    }

    private static async Task<IResult> ResumeAsync(string id, HttpContext call, RunActions runs) =>
        Accepted(await runs.ResumeAsync(Names.Run(id), Caller.Of(call), call.RequestAborted));

    private static async Task<IResult> CancelAsync(string id, HttpContext call, RunActions runs)
    {
        var run = Names.Run(id);
        var asked = await Body.ReadAsync<CancelRunDocument>(call.Request);
        return Accepted(await runs.CancelAsync(run, asked?.Reason, Caller.Of(call), call.RequestAborted));
    }

    private static IResult Accepted(AskedRunDocument document) => OperationsEndpoints.Json(document, StatusCodes.Status202Accepted);
}
