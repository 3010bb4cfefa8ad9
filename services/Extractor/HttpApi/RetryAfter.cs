using System.Net.Http.Headers;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>What a server says of when to come again.</summary>
internal static class RetryAfter
{
    /// <summary>How long to wait; null when nothing is said. A date that has passed is no wait.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
