using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Threading.Channels;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Tests.Catalog;
using EtlMesh.Orchestrator.Tests.Simulation;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.Operations;

/// <summary>An orchestrator as its process would be, on a port of its own: Kestrel, PostgreSQL, sagas, schedule; the services are simulated.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    public const string Token = "canary-token-0123456789";
    public const string Secret = "canary-warehouse-password";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly WebApplication app;
    private readonly string folder = Directory.CreateTempSubdirectory("etlmesh-operations-").FullName;
    private readonly Channel<RunMessage> heard = Channel.CreateUnbounded<RunMessage>();

    private OperationsHost(string connection, string token, Action<object> beforeAnswer, string warehouse, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Configuration.AddInMemoryCollection([new("Orchestrator:Database", connection), new("Orchestrator:Token", token)]);
        builder.Services
            .AddSingleton(time)
            .AddSingleton(new BundleStore(new LocalObjectStore(folder), Path.Combine(folder, "unpacked")))
            .AddSingleton(new NightBus.Answers(new SimulatedServices(), beforeAnswer))
            .Configure<SagaOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(20))
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.AddStoredOrchestrator();
                NightBus.AddServices(bus);
                bus.AddHandler<RunCompleted>(Hear);
                bus.AddHandler<RunSuspended>(Hear);
                bus.AddHandler<RunCancelled>(Hear);
                bus.UsingInMemory((context, transport) =>
                {
                    transport.UseStoredDeadlines();
                    transport.ConfigureEndpoints(context);
                });
            })
            .AddOrchestratorService(builder.Configuration, folder, name => name == "WAREHOUSE_URL" ? warehouse : null);
        app = builder.Build();
        app.MapOperations();
    }

    public HeardLog Log { get; } = new();

    /// <summary>Every answer's body so far.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>Calls with the token.</summary>
    public HttpClient Client { get; private set; } = null!;

    public IEnumerable<object> Commands => app.Services.GetRequiredService<NightBus.Answers>().Seen;

    public static async Task<OperationsHost> StartAsync(string connection, string token = Token, Action<object>? beforeAnswer = null, string warehouse = $"postgres://etl:{Secret}@warehouse/etl", TimeProvider? time = null)
    {
        var host = new OperationsHost(connection, token, beforeAnswer ?? (_ => { }), warehouse, time ?? TimeProvider.System);
        await host.app.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri(host.app.Urls.Single()) };
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        host.Client.DefaultRequestHeaders.Add(Caller.Header, "ada");
        return host;
    }

    public async Task<T> ReadAsync<T>(string path) => await AsAsync<T>(await Client.GetAsync(path), HttpStatusCode.OK);

    public async Task<T> PostAsync<T>(string path, object? body = null, HttpStatusCode expected = HttpStatusCode.Accepted) =>
        await AsAsync<T>(await Client.PostAsync(path, body is null ? null : JsonContent.Create(body, body.GetType(), options: ApiJson.Options)), expected);

    /// <summary>Why a call is refused.</summary>
    public Task<ErrorDocument> RefusedAsync(string path, object? body, HttpStatusCode expected) => PostAsync<ErrorDocument>(path, body, expected);

    public async Task<T> PushAsync<T>(byte[] zip, HttpStatusCode expected = HttpStatusCode.OK)
    {
        // A body that is refused by its length is not sent at all.
        using var call = new HttpRequestMessage(HttpMethod.Put, "/api/bundles") { Content = new ByteArrayContent(zip), Headers = { ExpectContinue = true } };
        return await AsAsync<T>(await Client.SendAsync(call), expected);
    }

    public Task<BundleDocument> PushAsync(TestPipeline pipeline) => PushAsync<BundleDocument>(pipeline.Build().Zip);

    /// <summary>The next end or suspension of a run, which must be one of these.</summary>
    public async Task<T> HeardAsync<T>()
        where T : RunMessage => Assert.IsType<T>(await heard.Reader.ReadAsync().AsTask().WaitAsync(Bound));

    public async Task<T> AsAsync<T>(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        lock (Answers)
            Answers.Add(text);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return System.Text.Json.JsonSerializer.Deserialize<T>(text, ApiJson.Options)!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Hear<T>(ConsumeContext<T> context)
        where T : RunMessage => await heard.Writer.WriteAsync(context.Message);
}
