using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Who calls, as they say: the token admits, the name is for the audit log.</summary>
public static partial class Caller
{
    public const string Header = "X-EtlMesh-Actor";

    private const string Nameless = "api";

    /// <summary>The actor's name; <c>api</c> when the call has none, or none that could be written down.</summary>
    public static string Of(HttpContext call) =>
        call.Request.Headers[Header] is [{ } name] && NamePattern().IsMatch(name) ? name : Nameless;

    [GeneratedRegex(@"^[\p{L}\p{N}._@+\\-]{1,64}\z")]
    private static partial Regex NamePattern();
}
