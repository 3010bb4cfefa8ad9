using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Talks to the orchestrator's API. What it refuses as wrongly asked is wrong usage; what it refuses as things stand, and what fails, ends a command with 1.</summary>
public sealed class MeshClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;
    private readonly MeshAddress mesh;

    /// <param name="mesh">Which mesh.</param>
    /// <param name="actor">Who asks, for its audit log.</param>
    public MeshClient(MeshAddress mesh, string actor)
    {
        this.mesh = mesh;
        http = new HttpClient { BaseAddress = mesh.Url, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", mesh.Token);
        http.DefaultRequestHeaders.Add("X-EtlMesh-Actor", Ascii(actor));
    }

    /// <summary>The client of the mesh that a command means.</summary>
    public static MeshClient Open(string? home, Shell shell) => new(MeshAddress.Find(home, shell), Operator.Of(shell));

    public Uri Url => mesh.Url;

    public Task<PushedBundle> PushAsync(Bundle bundle, CancellationToken ct)
    {
        var content = new ByteArrayContent(bundle.Zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        return SendAsync<PushedBundle>(HttpMethod.Put, "api/bundles", content, ct);
    }

    public Task<IReadOnlyList<MeshPipeline>> PipelinesAsync(CancellationToken ct) => GetAsync<IReadOnlyList<MeshPipeline>>("api/pipelines", ct);

    /// <summary>Lets a pipeline's schedule start nights, or not.</summary>
    public Task SetScheduleAsync(string pipeline, bool paused, CancellationToken ct) => PostAsync($"api/pipelines/{Part(pipeline)}/{(paused ? "pause" : "resume")}", null, ct);

    public Task<StartedRun> StartAsync(RunRequest request, CancellationToken ct) =>
        SendAsync<StartedRun>(HttpMethod.Post, "api/runs", JsonContent.Create(request, options: MeshJson.Options), ct);

    /// <param name="pipeline">Null for all.</param>
    /// <param name="state">Null for any.</param>
    /// <param name="limit">At most so many, the latest first.</param>
    /// <param name="ct">Gives up.</param>
    public Task<IReadOnlyList<MeshRun>> RunsAsync(string? pipeline, string? state, int limit, CancellationToken ct) =>
        GetAsync<IReadOnlyList<MeshRun>>($"api/runs{Query(("pipeline", pipeline), ("state", state), ("limit", limit.ToString(System.Globalization.CultureInfo.InvariantCulture)))}", ct);

    public Task<MeshRun> RunAsync(Guid run, CancellationToken ct) => GetAsync<MeshRun>($"api/runs/{run}", ct);

    /// <returns>Null when the mesh knows of no such run.</returns>
    public async Task<MeshRun?> FindRunAsync(Guid run, CancellationToken ct)
    {
        using var response = await AskAsync(HttpMethod.Get, $"api/runs/{run}", null, ct);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<MeshRun>(response, ct);
    }

    public Task ResumeAsync(Guid run, CancellationToken ct) => PostAsync($"api/runs/{run}/resume", null, ct);

    public Task CancelAsync(Guid run, string? reason, CancellationToken ct) => PostAsync($"api/runs/{run}/cancel", new Reason(reason), ct);

    public Task<MeshStatus> StatusAsync(CancellationToken ct) => GetAsync<MeshStatus>("api/status", ct);

    public Task<IReadOnlyList<DeadLetterGroup>> DeadLettersAsync(string? pipeline, string? state, CancellationToken ct) =>
        GetAsync<IReadOnlyList<DeadLetterGroup>>($"api/deadletters{Query(("state", state), ("pipeline", pipeline))}", ct);

    public Task<DeadLetter> DeadLetterAsync(string id, CancellationToken ct) => GetAsync<DeadLetter>($"api/deadletters/{Part(id)}", ct);

    public Task<Replayed> ReplayAsync(string id, CancellationToken ct) => SendAsync<Replayed>(HttpMethod.Post, $"api/deadletters/{Part(id)}/replay", null, ct);

    public Task DiscardAsync(string id, string? reason, CancellationToken ct) => PostAsync($"api/deadletters/{Part(id)}/discard", new Reason(reason), ct);

    public void Dispose() => http.Dispose();

    private Task<T> GetAsync<T>(string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, path, null, ct);

    private async Task PostAsync(string path, Reason? reason, CancellationToken ct)
    {
        using var response = await AskAsync(HttpMethod.Post, path, reason is null ? null : JsonContent.Create(reason, options: MeshJson.Options), ct);
        await ExpectAsync(response, ct);
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var response = await AskAsync(method, path, content, ct);
        return await ReadAsync<T>(response, ct);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (HttpRequestException failure)
        {
            throw Unreached(failure.Message, failure);
        }
        catch (OperationCanceledException slow) when (!ct.IsCancellationRequested)
        {
            throw Unreached($"no answer within {Patience.TotalSeconds} seconds", slow);
        }
    }

    private TransientEtlException Unreached(string what, Exception why) => new(
        $"The mesh's orchestrator does not answer at {mesh.Url}: {what.TrimEnd('.')}. "
        + (mesh.Local is null ? $"Look whether {MeshAddress.UrlVariable} is right and the mesh runs." : "`etlmesh status` tells what runs; `etlmesh up` starts what does not."),
        why);

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        await ExpectAsync(response, ct);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(MeshJson.Options, ct)
                ?? throw new JsonException("the answer is empty");
        }
        catch (JsonException unknown)
        {
            throw new TerminalEtlException($"{mesh.Url} answered what this program does not understand: {unknown.Message} Is it a mesh, and of this version?", unknown);
        }
    }

    private async Task ExpectAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
            return;
        var refusal = await Refusal.ReadAsync(response, ct);
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new UsageException($"the mesh at {mesh.Url} does not know this token; "
                + (mesh.Local is { } local ? $"it is that of {local.Token}: `etlmesh down` and `etlmesh up` make both agree." : $"correct {MeshAddress.TokenVariable}.")),
            HttpStatusCode.Conflict => new TerminalEtlException(refusal.Text),
            < HttpStatusCode.InternalServerError => new UsageException(refusal.Text),
            _ => new TransientEtlException($"The mesh at {mesh.Url} failed ({(int)response.StatusCode}): {refusal.Text}"),
        };
    }

    private static string Query(params (string Name, string? Value)[] words)
    {
        var said = words.Where(word => word.Value is not null).Select(word => $"{word.Name}={Part(word.Value!)}").ToList();
        return said.Count > 0 ? $"?{string.Join('&', said)}" : "";
    }

    private static string Part(string text) => Uri.EscapeDataString(text);

    /// <summary>Headers take nothing else.</summary>
    private static string Ascii(string name) => string.Concat(Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(name)).Select(letter => char.IsControl(letter) ? '?' : letter));

    private sealed record Reason(string? Text)
    {
        [System.Text.Json.Serialization.JsonPropertyName("reason")]
        public string? Text { get; } = Text;
    }
}
