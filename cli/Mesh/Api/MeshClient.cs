using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;
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

    public Task<BundleDocument> PushAsync(Bundle bundle, CancellationToken ct)
    {
        var content = new ByteArrayContent(bundle.Zip) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        return SendAsync<BundleDocument>(HttpMethod.Put, "api/bundles", content, ct);
    }

    public Task<IReadOnlyList<PipelineDocument>> PipelinesAsync(CancellationToken ct) => GetAsync<IReadOnlyList<PipelineDocument>>("api/pipelines", ct);

    /// <summary>Lets a pipeline's schedule start nights, or not.</summary>
    public Task SetScheduleAsync(string pipeline, bool paused, CancellationToken ct) =>
        PostAsync($"api/pipelines/{Part(pipeline)}/{(paused ? "pause" : "resume")}", null, ct);

    public Task<AskedRunDocument> StartAsync(StartRunDocument request, CancellationToken ct) =>
        SendAsync<AskedRunDocument>(HttpMethod.Post, "api/runs", Json(request), ct);

    /// <param name="pipeline">Null for all.</param>
    /// <param name="state">Null for any.</param>
    /// <param name="limit">At most so many, the latest first.</param>
    /// <param name="ct">Gives up.</param>
    public Task<IReadOnlyList<MeshRun>> RunsAsync(string? pipeline, string? state, int limit, CancellationToken ct) =>
        GetAsync<IReadOnlyList<MeshRun>>($"api/runs{Query(("pipeline", pipeline), ("state", state), ("limit", Number(limit)))}", ct);

    public Task<MeshRun> RunAsync(Guid run, CancellationToken ct) => GetAsync<MeshRun>($"api/runs/{run}", ct);

    /// <returns>Null when the mesh knows of no such run.</returns>
    public async Task<MeshRun?> FindRunAsync(Guid run, CancellationToken ct)
    {
        using var response = await AskAsync(HttpMethod.Get, $"api/runs/{run}", null, ct);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<MeshRun>(response, ct);
    }

    public Task<AskedRunDocument> ResumeAsync(Guid run, CancellationToken ct) => SendAsync<AskedRunDocument>(HttpMethod.Post, $"api/runs/{run}/resume", null, ct);

    public Task<AskedRunDocument> CancelAsync(Guid run, string? reason, CancellationToken ct) =>
        SendAsync<AskedRunDocument>(HttpMethod.Post, $"api/runs/{run}/cancel", Json(new CancelRunDocument(reason)), ct);

    public Task<MeshStatus> StatusAsync(CancellationToken ct) => GetAsync<MeshStatus>("api/status", ct);

    public Task<IReadOnlyList<LetterGroupDocument>> DeadLettersAsync(string? pipeline, string? state, CancellationToken ct) =>
        GetAsync<IReadOnlyList<LetterGroupDocument>>($"api/deadletters{Query(("state", state), ("pipeline", pipeline))}", ct);

    public Task<LetterDocument> DeadLetterAsync(long id, CancellationToken ct) => GetAsync<LetterDocument>($"api/deadletters/{Number(id)}", ct);

    /// <returns>What came of it, and whether it was asked for before, so that nothing was done.</returns>
    public async Task<(ReplayedDocument Replay, bool Before)> ReplayAsync(long id, CancellationToken ct)
    {
        using var response = await AskAsync(HttpMethod.Post, $"api/deadletters/{Number(id)}/replay", null, ct);
        return (await ReadAsync<ReplayedDocument>(response, ct), response.StatusCode == HttpStatusCode.OK);
    }

    public Task DiscardAsync(long id, string? reason, CancellationToken ct) => PostAsync($"api/deadletters/{Number(id)}/discard", Json(new DiscardLetterDocument(reason)), ct);

    public void Dispose() => http.Dispose();

    private Task<T> GetAsync<T>(string path, CancellationToken ct) => SendAsync<T>(HttpMethod.Get, path, null, ct);

    private async Task PostAsync(string path, HttpContent? content, CancellationToken ct)
    {
        using var response = await AskAsync(HttpMethod.Post, path, content, ct);
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
            return await response.Content.ReadFromJsonAsync<T>(ApiJson.Options, ct)
                ?? throw new JsonException("the answer is empty");
        }
        catch (Exception unknown) when (unknown is JsonException or NotSupportedException)
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
            HttpStatusCode.Conflict => new TerminalEtlException(refusal),
            < HttpStatusCode.InternalServerError => new UsageException(refusal),
            _ => new TransientEtlException($"The mesh at {mesh.Url} failed ({(int)response.StatusCode}): {refusal}"),
        };
    }

    private static string Query(params (string Name, string? Value)[] words)
    {
        var said = words.Where(word => word.Value is not null).Select(word => $"{word.Name}={Part(word.Value!)}").ToList();
        return said.Count > 0 ? $"?{string.Join('&', said)}" : "";
    }

    private static JsonContent Json<T>(T document) => JsonContent.Create(document, options: ApiJson.Options);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Part(string text) => Uri.EscapeDataString(text);

    /// <summary>Headers take nothing else.</summary>
    private static string Ascii(string name) => string.Concat(Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(name)).Select(letter => char.IsControl(letter) ? '?' : letter));
}
