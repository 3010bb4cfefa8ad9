using System.Net;
using System.Security.Authentication;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>Why a request failed.</summary>
/// <param name="MayPass">Trying again may help.</param>
/// <param name="Reason">A sentence without secrets.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="After">When the server wants to be asked again; null when it says nothing.</param>
internal sealed record ApiFailure(bool MayPass, string Reason, string Remedy, TimeSpan? After = null)
{
    private const string Later = "It is tried again later; if it stays, ask who runs the API.";

    /// <returns>Null for an answer that has what was asked for.</returns>
    public static ApiFailure? Of(HttpResponseMessage answer, DateTimeOffset now)
    {
        if (answer.IsSuccessStatusCode)
            return null;
        var reason = $"the answer is {(int)answer.StatusCode} {answer.StatusCode}.";
        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or (HttpStatusCode)425 => new(true, reason, "Lower the source's `rate_limit` if it stays.", RetryAfter.Of(answer.Headers, now)),
            HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported => new(false, reason, "Correct the table's `http:` in the pipeline file."),
            >= HttpStatusCode.InternalServerError => new(true, reason, Later, RetryAfter.Of(answer.Headers, now)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(false, reason, "Set the variables that the source's `http:` names to what the API takes, and allow their owner to read the table."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new(false, reason, "Correct the connection, or the table's `http: { path: … }` in the pipeline file."),
            < HttpStatusCode.BadRequest => new(false, $"{reason[..^1]}, to {Target(answer)}.", "Redirections are not followed, as they would carry credentials along; write the address itself as the connection."),
            _ => new(false, reason, "Correct the table's `http:` (path, parameters, paging) in the pipeline file."),
        };
    }

    /// <returns>Null for what is no failure of a request.</returns>
    public static ApiFailure? Of(Exception e, TimeSpan timeout) => e switch
    {
        OperationCanceledException => new(true, $"no byte came for {timeout.TotalSeconds:0.#} s.", Later),
        HttpRequestException { InnerException: AuthenticationException } => new(false, $"{e.Message.TrimEnd('.')}.", "Its certificate is not trusted here: correct the connection, or let this machine trust who signed it."),
        HttpRequestException or IOException => new(true, $"{e.Message.TrimEnd('.')}.", Later),
        _ => null,
    };

    private static string Target(HttpResponseMessage answer) => answer.Headers.Location is { IsAbsoluteUri: true } target ? ApiAddress.Shown(target) : "another path";
}
