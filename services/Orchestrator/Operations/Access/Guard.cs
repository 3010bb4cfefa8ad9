using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Catalog;
using EtlMesh.Orchestrator.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Stands before every operation: admits the call before anything of it is read, limits its size, and answers and records what is refused.</summary>
internal sealed class Guard(Admission admission, IServiceScopeFactory scopes, TimeProvider time, ILogger<Guard> logger)
{
    /// <summary>Of everything but bundles.</summary>
    private const long MostBytes = 64 * 1024;

    public async Task InvokeAsync(HttpContext call, RequestDelegate next)
    {
        try
        {
            if (admission.Refusal(call.Request) is { } refusal)
                throw refusal;
            Limit(call);
            await next(call);
        }
        catch (Exception failure) when (!call.RequestAborted.IsCancellationRequested && !call.Response.HasStarted)
        {
            await RefuseAsync(call, failure);
        }
    }

    private static void Limit(HttpContext call)
    {
        var limit = call.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? MostBytes;
        if (call.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = limit;
        if (call.Request.ContentLength > limit)
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, $"The call's body is larger than the {limit} bytes that it may have.");
    }

    private async Task RefuseAsync(HttpContext call, Exception failure)
    {
        var (status, error) = failure switch
        {
            RefusedException refused => (refused.Status, new ErrorDocument(refused.Message)),
            UnsoundBundleException unsound => (StatusCodes.Status422UnprocessableEntity, new ErrorDocument(unsound.Message, unsound.Problems)),
            TerminalEtlException terminal => (StatusCodes.Status422UnprocessableEntity, new ErrorDocument(terminal.Message)),
            TransientEtlException transient => (StatusCodes.Status503ServiceUnavailable, new ErrorDocument(transient.Message)),
            BadHttpRequestException bad => (bad.StatusCode, new ErrorDocument("The call cannot be read: it breaks off, is too large, or has another form than it should.")),
            _ when StoreTroubles.Pass(failure) => (StatusCodes.Status503ServiceUnavailable, new ErrorDocument("The orchestrator's database is away; nothing was changed, try again in a moment.")),
            _ => (StatusCodes.Status500InternalServerError, new ErrorDocument("The orchestrator failed at this call; its log says why.")),
        };
        if (status >= StatusCodes.Status500InternalServerError)
            logger.CallFailed(failure, call.Request.Method, call.Request.Path);
        else
            logger.CallRefused(call.Request.Method, call.Request.Path, Caller.Of(call), status, error.Error);
        if (status < StatusCodes.Status500InternalServerError)
            await RecordAsync(call, error.Error, (failure as RefusedException)?.Run);
        if (status == StatusCodes.Status401Unauthorized)
            call.Response.Headers.WWWAuthenticate = "Bearer";
        call.Response.StatusCode = status;
        await call.Response.WriteAsJsonAsync(error, ApiJson.Options, call.RequestAborted);
    }

    /// <summary>In a transaction of its own: what the call began was taken back. A log that cannot be written does not admit anybody.</summary>
    private async Task RecordAsync(HttpContext call, string reason, (Guid Id, int Attempt)? run)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
            var path = call.Request.Path.Value is { Length: <= 200 } called ? called : "a path of more than 200 characters";
            var what = new Audited(Caller.Of(call), call.GetEndpoint()?.Metadata.GetMetadata<ActionName>()?.Name ?? "call", $"{call.Request.Method} {path}");
            db.Audit.Add(what.Refused(time.GetUtcNow(), reason, run?.Id, run?.Attempt ?? 0));
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            logger.AuditFailed(failure);
        }
    }
}
