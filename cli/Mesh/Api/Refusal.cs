using System.Net.Http.Json;
using System.Text.Json;

namespace EtlMesh.Cli;

/// <summary>Why the mesh did not do what it was asked.</summary>
/// <param name="Error">What, where, and what to do.</param>
/// <param name="Problems">Of a pipeline's files, a line each; null otherwise.</param>
internal sealed record Refusal(string? Error, IReadOnlyList<string>? Problems)
{
    /// <summary>A line for the error and each problem.</summary>
    public string Text => string.Join('\n', [Error, .. Problems ?? []]);

    public static async Task<Refusal> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync<Refusal>(MeshJson.Options, ct) is { Error: not null } refusal)
                return refusal;
        }
        catch (Exception other) when (other is JsonException or NotSupportedException)
        {
            // not an answer of the mesh's own: a proxy's page
        }

        return new Refusal($"it answered {(int)response.StatusCode} {response.ReasonPhrase} to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}", null);
    }
}
