using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EtlMesh.Cli.Tests;

/// <summary>An API that answers what a test says, over real HTTP, and keeps what it was asked.</summary>
internal sealed class FakeMesh : IAsyncDisposable
{
    public const string Token = "opensesame";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, object? Body)>> answers = [];

    private FakeMesh(WebApplication app) => this.app = app;

    /// <summary>Every call: method, path with query, and body.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public ConcurrentQueue<string> Actors { get; } = [];

    public Uri Url => new(app.Urls.Single());

    public static async Task<FakeMesh> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var mesh = new FakeMesh(app);
        app.Run(mesh.AnswerAsync);
        await app.StartAsync();
        return mesh;
    }

    /// <summary>Says what the next call of a path is answered; the last answer stays.</summary>
    public FakeMesh On(string methodAndPath, int status, object? body = null)
    {
        answers.GetOrAdd(methodAndPath, _ => []).Enqueue((status, body));
        return this;
    }

    /// <summary>A shell whose environment names this mesh.</summary>
    public TestShell Shell(string? folder = null, TimeProvider? time = null) => new()
    {
        Folder = folder ?? AppContext.BaseDirectory,
        Time = time ?? TimeProvider.System,
        Variables = { ["ETLMESH_URL"] = Url.ToString(), ["ETLMESH_TOKEN"] = Token, ["USER"] = "kim" },
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Request.Path}");
        var isFile = context.Request.ContentType == "application/zip";
        var body = await reader.ReadToEndAsync();
        Asked.Enqueue($"{call}{context.Request.QueryString} {(isFile ? "(zip)" : body)}".TrimEnd());
        Actors.Enqueue(context.Request.Headers["X-EtlMesh-Actor"].ToString());
        if (call != "GET /health" && context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            await WriteAsync(context, 401, new Orchestrator.Operations.ErrorDocument("no token"));
            return;
        }

        if (!answers.TryGetValue(call, out var queue))
        {
            await WriteAsync(context, 404, new Orchestrator.Operations.ErrorDocument($"{call} is not there"));
            return;
        }

        (int Status, object? Body) answer;
        if (queue.Count > 1)
            queue.TryDequeue(out answer);
        else
            queue.TryPeek(out answer);
        await WriteAsync(context, answer.Status, answer.Body);
    }

    private static async Task WriteAsync(HttpContext context, int status, object? body)
    {
        context.Response.StatusCode = status;
        if (body is string text)
            await context.Response.WriteAsync(text);
        else if (body is not null)
            await context.Response.WriteAsJsonAsync(body, body.GetType(), ApiJson.Options);
    }
}
