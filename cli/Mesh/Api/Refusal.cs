using System.Net.Http.Json;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>Why the mesh did not do what it was asked, in words.</summary>
internal static class Refusal
{
    /// <returns>A line for the error and each problem.</returns>
    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync<Orchestrator.Operations.ErrorDocument>(ApiJson.Options, ct) is { Error: not null } refusal)
                return string.Join('\n', [refusal.Error, .. refusal.Problems ?? []]);
        }
        catch (Exception other) when (other is JsonException or NotSupportedException)
        {
            // not an answer of the mesh's own: a proxy's page
        }

        return $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath} was answered with {(int)response.StatusCode} {response.ReasonPhrase}";
    }
}
