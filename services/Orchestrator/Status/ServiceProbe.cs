using System.Net;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;
using Microsoft.Extensions.Options;

namespace EtlMesh.Orchestrator.Status;

/// <summary>Asks services for their health.</summary>
internal sealed class ServiceProbe(IOptions<OrchestratorOptions> orchestrator, StatusOptions options, TimeProvider time) : IDisposable
{
    private const int LongestDetail = 500;

    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Asks all at once.</summary>
    public async Task<IReadOnlyList<ServiceStatusDocument>> AskAsync(CancellationToken ct) =>
        await Task.WhenAll(orchestrator.Value.Services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => AskAsync(service.Key, new Uri(service.Value), ct)));

    public void Dispose() => http.Dispose();

    private async Task<ServiceStatusDocument> AskAsync(string name, Uri url, CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(options.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        try
        {
            using var response = await http.GetAsync(new Uri(url, "/health"), either.Token);
            if (response.StatusCode == HttpStatusCode.OK)
                return new ServiceStatusDocument(name, url, ServiceStatusDocument.Healthy, null);
            var reply = await response.Content.ReadAsStringAsync(either.Token);
            return new ServiceStatusDocument(name, url, ServiceStatusDocument.Unhealthy, Wrong(reply) ?? $"it answers {(int)response.StatusCode}");
        }
        catch (Exception silence) when (silence is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new ServiceStatusDocument(name, url, ServiceStatusDocument.Silent, silence is HttpRequestException ? silence.Message : $"no answer within {options.Patience.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The parts of a health reply that are not healthy; null when it names none.</summary>
    private static string? Wrong(string reply)
    {
        try
        {
            using var json = JsonDocument.Parse(reply);
            var wrong = string.Join("; ", json.RootElement.GetProperty("parts").EnumerateObject()
                .Where(part => part.Value.GetProperty("status").GetString() != "Healthy")
                .Select(part => part.Value.TryGetProperty("detail", out var detail) && detail.GetString() is { } words ? $"{part.Name}: {words}" : part.Name));
            return wrong.Length switch
            {
                0 => null,
                > LongestDetail => wrong[..LongestDetail],
                _ => wrong,
            };
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
