using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EtlMesh.Extractor.HttpApi;
using EtlMesh.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Extractor.Tests.HttpApi;

/// <summary>A real HTTP server on this machine that answers as a test says, and keeps what it was asked.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Target, HeaderDictionary Headers)> asked = new();

    private ApiServer(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(context =>
        {
            asked.Enqueue(($"{context.Request.Path}{context.Request.QueryString}", new HeaderDictionary(context.Request.Headers.ToDictionary())));
            return answer(context);
        });
    }

    /// <summary>The connection of a source.</summary>
    public string Url => app.Urls.First() + "/v1";

    /// <summary>Paths with their parameters, in order.</summary>
    public IReadOnlyList<string> Asked => [.. asked.Select(one => one.Target)];

    public IReadOnlyList<HeaderDictionary> Headers => [.. asked.Select(one => one.Headers)];

    public QuickTime Time { get; } = new();

    public static async Task<ApiServer> StartAsync(RequestDelegate answer)
    {
        var server = new ApiServer(answer);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Answers with texts, one for each request; the last one again and again.</summary>
    public static Task<ApiServer> StartAsync(params string[] bodies)
    {
        var next = -1;
        return StartAsync(context => context.Response.WriteAsync(bodies[Math.Min(Interlocked.Increment(ref next), bodies.Length - 1)]));
    }

    /// <summary>A table <c>t</c> of this server; its records are the document's <c>items</c>.</summary>
    public static TableDefinition Table(string? columns = "id: bigint", HttpTableDefinition? http = null) => Files.FilesNight.Table("t.*", columns) with
    {
        Path = null,
        Json = new JsonDefinition { Records = "items" },
        Http = http ?? new HttpTableDefinition(),
    };

    /// <summary>The environment holds <c>TOKEN</c>, <c>canary-secret</c>.</summary>
    public SourceNight Night(HttpDefinition? http = null, ExtractorOptions? options = null, RateLimit? rate = null) =>
        new(Url, with => new HttpApiConnector(with, Time, name => name == "TOKEN" ? "canary-secret" : null))
        {
            Options = options ?? new ExtractorOptions { ScratchFolder = "" },
            Source = new SourceDefinition { Name = "s", Connection = "", Tables = [], RateLimit = rate, Http = (http ?? new HttpDefinition()) with { Timeout = TimeSpan.FromHours(2) } },
        };

    /// <summary>A document of records with the ids from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static string Items(int from, int to, string more = "")
    {
        var text = new StringBuilder("{\"items\":[");
        for (var id = from; id < to; id++)
            text.Append(CultureInfo.InvariantCulture, $"{(id > from ? "," : "")}{{\"id\":{id}}}");
        return text.Append(']').Append(more).Append('}').ToString();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
