using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Who may call: whoever has the token, and no page of a browser. Without a token nobody.</summary>
internal sealed class Admission(IOptions<OrchestratorOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Why the call is refused; null when it is admitted.</summary>
    public RefusedException? Refusal(HttpRequest request)
    {
        if (request.Headers.ContainsKey("Origin"))
            return new RefusedException(StatusCodes.Status403Forbidden, "The operations API takes no calls from browsers' pages; call it by the command line.");
        if (options.Value.Token.Length == 0)
            return new RefusedException(StatusCodes.Status401Unauthorized, "The operations API is closed, as it has no token: set Orchestrator:Token where the orchestrator runs.");
        return IsToken(request.Headers.Authorization)
            ? null
            : new RefusedException(StatusCodes.Status401Unauthorized, "The call shows no token, or another one: send `Authorization: Bearer <token>` with the orchestrator's Orchestrator:Token.");
    }

    /// <summary>Compares hashes, so neither the token's length nor its beginning can be told from the time it takes.</summary>
    private bool IsToken(Microsoft.Extensions.Primitives.StringValues authorization) =>
        authorization is [{ } shown] && shown.StartsWith(Scheme, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(Hash(shown[Scheme.Length..]), Hash(options.Value.Token));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
