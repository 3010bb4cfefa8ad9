using System.Collections.Concurrent;
using System.Threading.Channels;
using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;
using EtlMesh.Emulator;
using EtlMesh.Hosting;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>A night on the emulator's SQS and SNS with stored sagas, its dead letters collected, and fake services.</summary>
internal sealed class MeshNight : IAsyncDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    public const string Canary = "c4nary-7f3a9e21d0";
    private const string Token = "token-for-the-tests-only";

    private readonly WebApplication host;
    private readonly CloudEmulator? emulator;
    private readonly SimulatedServices services;
    private readonly Channel<RunMessage> news;
    private readonly ConcurrentQueue<(StageCommand Command, string Body)> seen = [];

    private MeshNight(CloudEmulator cloud, string connection, SimulatedServices services, MeshNight? first = null)
    {
        (Cloud, Connection, this.services, emulator) = (cloud, connection, services, first is null ? cloud : null);
        (news, Letters) = (first?.news ?? Channel.CreateUnbounded<RunMessage>(), first?.Letters ?? new LetterNews());
        var bus = new BusOptions { ServiceUrl = cloud.Url, AccessKey = "test", SecretKey = "test", WaitTime = TimeSpan.FromSeconds(1) };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Orchestrator:Database"] = connection, ["Orchestrator:Token"] = Token, ["SHOP_PASSWORD"] = Canary });
        builder.Logging.ClearProviders().AddProvider(Letters).AddProvider(Log);
        builder.Services.AddSingleton(this);
        builder.Services.Configure<SagaOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(20));
        builder.Services.AddOrchestratorService(builder.Configuration, Path.GetTempPath());
        builder.Services.AddEtlMeshOnSqs(bus, AddAll, transport => transport.UseStoredDeadlines());
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddDeadLetters(bus, new DeadLetterOptions { LookEvery = TimeSpan.FromMilliseconds(200), TidyEvery = TimeSpan.FromSeconds(1) });
        host = builder.Build();
        host.MapOperations();
    }

    public CloudEmulator Cloud { get; }

    public string Connection { get; }

    public LetterNews Letters { get; }

    public HeardLog Log { get; } = new();

    /// <summary>Sees every command first; what it throws, the service throws.</summary>
    public Action<StageCommand> Trouble { get; set; } = _ => { };

    public Queues Queues => host.Services.GetRequiredService<Queues>();

    public IServiceProvider Services => host.Services;

    /// <summary>A caller of the operations API with the token.</summary>
    public HttpClient Api()
    {
        var http = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        http.DefaultRequestHeaders.Add(Caller.Header, "ada");
        return http;
    }

    /// <summary>Every command that reached a service, with its envelope.</summary>
    public IEnumerable<(StageCommand Command, string Body)> Seen => seen;

    public static async Task<MeshNight> StartAsync(OrchestratorDatabase database, SimulatedServices? services = null)
    {
        var night = new MeshNight(await CloudEmulator.StartAsync(), await database.CreateAsync(), services ?? new SimulatedServices());
        await night.host.StartAsync(new CancellationTokenSource(Bound).Token);
        return night;
    }

    /// <summary>Another process of everything, beside this one; news and letters of both are told here.</summary>
    public async Task<MeshNight> BesideAsync()
    {
        var night = new MeshNight(Cloud, Connection, services, first: this);
        await night.host.StartAsync(new CancellationTokenSource(Bound).Token);
        return night;
    }

    public Task Publish<T>(T message)
        where T : class => host.Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>The next of RunSuspended, RunCompleted, RunFailed, RunBlocked and RunCancelled.</summary>
    public async Task<RunMessage> NewsAsync() => await news.Reader.ReadAsync().AsTask().WaitAsync(Bound);

    /// <summary>Runs a night until it is suspended, and waits for so many letters.</summary>
    /// <returns>The last letter's id.</returns>
    public async Task<long> SuspendAsync(int letters = 1)
    {
        await Publish(Plans.Request(Plans.Mesh));
        Assert.IsType<RunSuspended>(await NewsAsync());
        long last = 0;
        for (var letter = 0; letter < letters; letter++)
            last = await Letters.NextAsync();
        return last;
    }

    public Task<ReplayAnswer?> ReplayAsync(long letter, string actor = "ada") => WithAsync<LetterDesk, ReplayAnswer?>(desk => desk.ReplayAsync(letter, actor, CancellationToken.None));

    public async Task<LetterDocument> LetterAsync(long letter) =>
        await WithAsync<LetterQueries, LetterDocument?>(letters => letters.FindAsync(letter, CancellationToken.None)) ?? throw new InvalidOperationException($"There is no letter {letter}.");

    public async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> use)
        where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<List<T>> ReadAsync<T>(Func<OrchestratorDb, IQueryable<T>> query) => OrchestratorDatabase.ReadAsync(Connection, query);

    public IReadOnlyList<object> Answer(StageCommand command, string body)
    {
        seen.Enqueue((command, body));
        Trouble(command);
        lock (services)
            return [.. services.Answer(command)];
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await host.DisposeAsync();
        if (emulator is not null)
            await emulator.DisposeAsync();
    }

    /// <summary>The gate has a queue of its own, as in the mesh; the other services share one, which is quicker made.</summary>
    private static void AddAll(IBusRegistrationConfigurator bus)
    {
        bus.AddStoredOrchestrator();
        Add<CheckCandidate>("quality-gate-check-candidate");
        Add<OpenAttempt>();
        Add<ProbeSource>();
        Add<PlanTable>();
        Add<ExtractSlice>();
        Add<LoadTable>();
        Add<BuildCandidate>();
        Add<PublishRelease>();
        Add<InquireRelease>();
        Add<DiscardAttempt>();
        Add<CloseAttempt>();
        Add<SendNotification>();
        bus.AddConsumer<FakeReader>().Endpoint(endpoint => endpoint.Name = "reader");

        void Add<T>(string queue = "transformer-and-all")
            where T : StageCommand =>
            bus.AddConsumer<FakeService<T>>().Endpoint(endpoint => endpoint.Name = queue);
    }

    public void Tell(RunMessage end) => news.Writer.TryWrite(end);
}
