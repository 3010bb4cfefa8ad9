using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Faults.Tests;

/// <summary>The orchestrator's HTTP API, as anybody's program would call it. An orchestrator that is away is waited for.</summary>
internal sealed class MeshApi(HttpClient http, Uri orchestrator, string token)
{
    private static readonly string[] Ends = ["completed", "blocked", "failed", "cancelled", "compensation_failed"];

    /// <summary>Pushes a bundle that must be sound.</summary>
    public async Task PushAsync(byte[] zip)
    {
        var (status, body) = await CallAsync(HttpMethod.Put, "api/bundles", () => new ByteArrayContent(zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } });
        Assert.True(status == HttpStatusCode.OK, $"pushing the bundle: {status} {body}");
    }

    /// <summary>Asks for a run. Asked again after a failure, it is the same run.</summary>
    /// <returns>The run's id.</returns>
    public async Task<Guid> StartAsync(string pipeline, string date)
    {
        var (status, body) = await CallAsync(HttpMethod.Post, "api/runs", () => JsonContent.Create(new { pipeline, date }));
        // Active already: an orchestrator that was killed had taken the call, and could not say so any more.
        Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.Conflict, $"starting a run of {pipeline}: {status} {body}");
        return RunId.Of(pipeline, DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object? content = null) =>
        await CallAsync(HttpMethod.Post, path, () => JsonContent.Create(content ?? new { }));

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, body) = await CallAsync(HttpMethod.Get, path, () => null);
        Assert.True(status == HttpStatusCode.OK, $"GET {path}: {status} {body}");
        return body;
    }

    /// <summary>Waits until a run is as wanted.</summary>
    /// <returns>The run's document.</returns>
    public Task<JsonElement> RunAsync(Guid run, Func<JsonElement, bool> wanted, string what, TimeSpan? atMost = null) =>
        Until.SeenAsync(
            async () => (await CallAsync(HttpMethod.Get, $"api/runs/{run}", () => null)).Body,
            body => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("state", out _) && wanted(body),
            $"the run {run} to be {what}", atMost);

    /// <summary>Waits until a run is over.</summary>
    public Task<JsonElement> EndAsync(Guid run, TimeSpan? atMost = null) => RunAsync(run, body => Ends.Contains(body.GetProperty("state").GetString()), "over", atMost);

    public Task<JsonElement> StateAsync(Guid run, string state) => RunAsync(run, body => body.GetProperty("state").GetString() == state, state);

    /// <summary>Calls until somebody answers.</summary>
    private async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(HttpMethod method, string path, Func<HttpContent?> content)
    {
        var answer = await Until.SeenAsync(() => TryAsync(method, path, content), seen => seen.Status is not (null or HttpStatusCode.ServiceUnavailable), $"{method} {path} to be answered");
        return (answer.Status!.Value, answer.Body);
    }

    private async Task<(HttpStatusCode? Status, JsonElement Body)> TryAsync(HttpMethod method, string path, Func<HttpContent?> content)
    {
        using var request = new HttpRequestMessage(method, new Uri(orchestrator, path)) { Content = content() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("X-EtlMesh-Actor", "tests");
        try
        {
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            return (answer.StatusCode, body.Length == 0 ? default : JsonDocument.Parse(body).RootElement);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return (null, default);
        }
    }
}
