using System.Net.Http.Headers;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>How a source's API is reached: its address, and what every request carries. It holds secrets: it is never stored or shown.</summary>
/// <param name="Connection">The connection's address, without a user.</param>
/// <param name="Headers">Of every request.</param>
/// <param name="Query">Of every request.</param>
/// <param name="Timeout">How long a request may pass no byte.</param>
/// <param name="Pace">Shared by all tables of the source.</param>
internal sealed record ApiAccess(Uri Connection, IReadOnlyList<(string Name, string Value)> Headers, IReadOnlyList<(string Name, string Value)> Query, TimeSpan Timeout, RequestPace Pace)
{
    /// <param name="source">Its connection is resolved, the rest is not yet.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="pace">Shared by all tables of the source.</param>
    /// <exception cref="TerminalEtlException">The address is none, a variable is missing, or a value cannot stand in a header.</exception>
    public static ApiAccess Of(SourceRequest source, Func<string, string?> variable, RequestPace pace)
    {
        var http = source.Definition.Http;
        if (!Uri.TryCreate(source.Address.Target, UriKind.Absolute, out var address))
            throw new TerminalEtlException($"Connecting to source {source.Definition.Name}: its connection is no address; write `https://host/path`, or correct the environment variable that it names.");

        var headers = new List<(string Name, string Value)>();
        if (http.Bearer is { } bearer)
            headers.Add(("Authorization", "Bearer " + EnvironmentReferences.Resolve(bearer, variable)));
        else if (Basic(address, http, variable) is { } basic)
            headers.Add(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))));
        headers.AddRange(http.Headers.Select(header => (header.Key, EnvironmentReferences.Resolve(header.Value, variable))));
        if (headers.Find(header => header.Value.Any(c => c is < ' ' or > '~')) is { Name: { } wrong })
            throw new TerminalEtlException($"Connecting to source {source.Definition.Name}: the header {wrong} has a line end or another character that no header holds; correct the environment variable that it names.");

        return new ApiAccess(
            new UriBuilder(address) { UserName = "", Password = "", Fragment = "" }.Uri,
            headers,
            [.. http.Query.Select(pair => (pair.Key, EnvironmentReferences.Resolve(pair.Value, variable)))],
            http.Timeout,
            pace);
    }

    /// <summary>The address of a table's first page, or of one that a body or a header names.</summary>
    public Uri Signed(Uri address) => ApiAddress.With(address, Query.Where(pair => !ApiAddress.Names(address, pair.Name)));

    public HttpRequestMessage Request(Uri address, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Signed(address));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("EtlMesh", "1"));
        foreach (var (name, value) in Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public override string ToString() => ApiAddress.Shown(Connection);

    private static string? Basic(Uri address, HttpDefinition http, Func<string, string?> variable) =>
        http.Basic is { } basic ? EnvironmentReferences.Resolve(basic, variable)
        : address.UserInfo.Length > 0 ? Uri.UnescapeDataString(address.UserInfo)
        : null;
}
