using System.Collections.Concurrent;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>The sagas on MassTransit's in-memory bus, with consumers that answer as the simulated services do.</summary>
public sealed class NightBus : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);
    private readonly ServiceProvider _provider;
    private readonly IBusControl _bus;
    private readonly TaskCompletionSource<RequestRun> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunMessage> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NightBus(SimulatedServices services, Action<object> beforeAnswer, string? connection, TimeProvider time)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(time);
        collection.AddLogging(logging => logging.AddProvider(Log));
        collection.AddSingleton(new Answers(services, beforeAnswer));
        collection.Configure<SagaOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(20));
        if (connection is not null)
            collection.AddOrchestratorPersistence(connection);
        collection.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (connection is null)
            {
                bus.AddOrchestrator();
                bus.AddDelayedMessageScheduler();
            }
            else
            {
                bus.AddOrchestrator(night => night.StoredRepository(), transfer => transfer.StoredRepository());
            }

            AddServices(bus);
            bus.AddHandler<Fault<RequestRun>>(Faulted);
            bus.AddHandler<RunCompleted>(Ended);
            bus.AddHandler<RunFailed>(Ended);
            bus.AddHandler<RunBlocked>(Ended);
            bus.AddHandler<RunCancelled>(Ended);
            bus.UsingInMemory((context, configurator) =>
            {
                if (connection is null)
                    configurator.UseDelayedMessageScheduler();
                else
                    configurator.UseStoredDeadlines();
                configurator.ConfigureEndpoints(context);
            });
        });
        _provider = collection.BuildServiceProvider(validateScopes: true);
        _bus = _provider.GetRequiredService<IBusControl>();
    }

    /// <param name="services">What answers.</param>
    /// <param name="beforeAnswer">Sees every command first; what it throws, the consumer throws.</param>
    /// <param name="connection">Where the sagas are stored; in memory when left out.</param>
    /// <param name="time">The orchestrator's clock; the system's when left out.</param>
    public static async Task<NightBus> StartAsync(SimulatedServices services, Action<object>? beforeAnswer = null, string? connection = null, TimeProvider? time = null)
    {
        var night = new NightBus(services, beforeAnswer ?? (_ => { }), connection, time ?? TimeProvider.System);
        foreach (var service in night.Stores.OfType<IHostedLifecycleService>())
            await service.StartingAsync(CancellationToken.None);
        foreach (var service in night.Stores)
            await service.StartAsync(CancellationToken.None);
        await night._bus.StartAsync(CancellationToken.None);
        return night;
    }

    /// <summary>Every command that reached a service.</summary>
    public IEnumerable<object> Commands => _provider.GetRequiredService<Answers>().Seen;

    /// <summary>What keeps the store in order beside the bus.</summary>
    private IEnumerable<IHostedService> Stores => _provider.GetServices<IHostedService>().Where(service => service.GetType().Assembly == typeof(SagaOptions).Assembly);

    public IServiceProvider Services => _provider;

    /// <summary>Warnings and errors.</summary>
    public HeardLog Log { get; } = new();

    public Task Publish<T>(T message) where T : class => _bus.Publish(message);

    /// <summary>Publishes under a given id, as a queue does that delivers a message again.</summary>
    public Task Publish<T>(T message, Guid messageId) where T : class => _bus.Publish(message, context => context.MessageId = messageId);

    /// <summary>Publishes a request and waits until its saga has taken it.</summary>
    public async Task HandledAsync(RequestRun request)
    {
        var id = NewId.NextGuid();
        var handled = new Handled(id);
        using var observing = _bus.ConnectConsumeMessageObserver(handled);
        await Publish(request, id);
        await handled.Done.Task.WaitAsync(Bound);
    }

    /// <summary>A delivery as another process would have it.</summary>
    internal OutboxDelivery Delivery() => ActivatorUtilities.CreateInstance<OutboxDelivery>(_provider);

    /// <summary>Waits until the stored outbox holds nothing that is due: what the delivery has in hand it finishes first.</summary>
    public async Task QuietAsync()
    {
        while (await DueAsync() > 0)
            await _provider.GetRequiredService<OutboxDelivery>().DeliverAsync(CancellationToken.None);
    }

    private async Task<int> DueAsync()
    {
        await using var scope = _provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        var now = _provider.GetRequiredService<TimeProvider>().GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"LOCK TABLE orchestrator.outbox IN EXCLUSIVE MODE");
        return await db.Outbox.CountAsync(row => row.DueAt <= now);
    }

    /// <summary>The event that ended the run, within two minutes.</summary>
    public Task<RunMessage> Ended() => _ended.Task.WaitAsync(Bound);

    /// <summary>A request that could not be handled.</summary>
    public Task<RequestRun> Refused() => _faulted.Task.WaitAsync(Bound);

    public async Task StopStoresAsync()
    {
        foreach (var service in Stores)
            await service.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopStoresAsync();
        await _bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
    }

    private Task Faulted(ConsumeContext<Fault<RequestRun>> context)
    {
        _faulted.TrySetResult(context.Message.Message);
        return Task.CompletedTask;
    }

    private Task Ended<T>(ConsumeContext<T> context) where T : RunMessage
    {
        _ended.TrySetResult(context.Message);
        return Task.CompletedTask;
    }

    internal static void AddServices(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<Service<OpenAttempt>>();
        bus.AddConsumer<Service<ProbeSource>>();
        bus.AddConsumer<Service<PlanTable>>();
        bus.AddConsumer<Service<ExtractSlice>>();
        bus.AddConsumer<Service<LoadTable>>();
        bus.AddConsumer<Service<BuildCandidate>>();
        bus.AddConsumer<Service<CheckCandidate>>();
        bus.AddConsumer<Service<PublishRelease>>();
        bus.AddConsumer<Service<InquireRelease>>();
        bus.AddConsumer<Service<DiscardAttempt>>();
        bus.AddConsumer<Service<CloseAttempt>>();
        bus.AddConsumer<Service<SendNotification>>();
    }

    private sealed class Handled(Guid id) : IConsumeMessageObserver<RequestRun>
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task PreConsume(ConsumeContext<RequestRun> context) => Task.CompletedTask;

        public Task PostConsume(ConsumeContext<RequestRun> context)
        {
            if (context.MessageId == id)
                Done.TrySetResult();
            return Task.CompletedTask;
        }

        public Task ConsumeFault(ConsumeContext<RequestRun> context, Exception exception) => Task.CompletedTask;
    }

    internal sealed record Answers(SimulatedServices Services, Action<object> BeforeAnswer)
    {
        public ConcurrentQueue<object> Seen { get; } = [];
    }

    internal sealed class Service<T>(Answers answers) : IConsumer<T> where T : StageCommand
    {
        public async Task Consume(ConsumeContext<T> context)
        {
            answers.Seen.Enqueue(context.Message);
            answers.BeforeAnswer(context.Message);
            List<object> replies;
            lock (answers)
                replies = [.. answers.Services.Answer(context.Message)];
            foreach (var reply in replies)
                await context.Publish(reply, reply.GetType(), context.CancellationToken);
        }
    }
}
