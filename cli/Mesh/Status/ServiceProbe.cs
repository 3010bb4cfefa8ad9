using System.Net;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli;

/// <summary>What a process says of its health when it is asked.</summary>
/// <param name="State">healthy, unhealthy, or silent when there is no answer.</param>
/// <param name="Detail">What is wrong; null when it is healthy.</param>
public sealed record ServiceProbe(string State, string? Detail)
{
    public const string Healthy = ServiceStatusDocument.Healthy;
    public const string Unhealthy = ServiceStatusDocument.Unhealthy;
    public const string Silent = ServiceStatusDocument.Silent;

    /// <summary>Asks an address once.</summary>
    public static async Task<ServiceProbe> AskAsync(HttpClient http, string address, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(address), ct);
            return response.StatusCode == HttpStatusCode.OK
                ? new ServiceProbe(Healthy, null)
                : new ServiceProbe(Unhealthy, Wrong(await response.Content.ReadAsStringAsync(ct)) ?? $"it answers {(int)response.StatusCode}");
        }
        catch (HttpRequestException refused)
        {
            return new ServiceProbe(Silent, refused.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new ServiceProbe(Silent, $"no answer within {http.Timeout.TotalSeconds} s");
        }
    }

    /// <summary>The parts of a health reply that are not healthy; null when it names none.</summary>
    private static string? Wrong(string reply)
    {
        try
        {
            using var json = JsonDocument.Parse(reply);
            var wrong = json.RootElement.GetProperty("parts").EnumerateObject()
                .Where(part => Text(part.Value, "status") != "Healthy")
                .Select(part => Text(part.Value, "detail") is { } detail ? $"{part.Name}: {detail}" : part.Name)
                .ToList();
            return wrong.Count > 0 ? string.Join("; ", wrong) : null;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement part, string name) => part.TryGetProperty(name, out var value) ? value.GetString() : null;
}
