using System.Collections.Concurrent;
using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>The sagas on MassTransit's in-memory bus, with consumers that answer as the simulated services do.</summary>
public sealed class NightBus : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly ServiceProvider _provider;
    private readonly IBusControl _bus;
    private readonly TaskCompletionSource<RunMessage> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NightBus(SimulatedServices services, Action<object> beforeAnswer)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(new Answers(services, beforeAnswer));
        collection.Configure<SagaOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(20));
        collection.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddOrchestrator();
            bus.AddDelayedMessageScheduler();
            AddServices(bus);
            bus.AddHandler<RunCompleted>(Ended);
            bus.AddHandler<RunFailed>(Ended);
            bus.AddHandler<RunBlocked>(Ended);
            bus.AddHandler<RunCancelled>(Ended);
            bus.UsingInMemory((context, configurator) =>
            {
                configurator.UseDelayedMessageScheduler();
                configurator.ConfigureEndpoints(context);
            });
        });
        _provider = collection.BuildServiceProvider(validateScopes: true);
        _bus = _provider.GetRequiredService<IBusControl>();
    }

    public static async Task<NightBus> StartAsync(SimulatedServices services, Action<object>? beforeAnswer = null)
    {
        var night = new NightBus(services, beforeAnswer ?? (_ => { }));
        await night._bus.StartAsync(CancellationToken.None);
        return night;
    }

    /// <summary>Every command that reached a service.</summary>
    public IEnumerable<object> Commands => _provider.GetRequiredService<Answers>().Seen;

    public Task Publish<T>(T message) where T : class => _bus.Publish(message);

    /// <summary>The event that ended the run, within half a minute.</summary>
    public Task<RunMessage> Ended() => _ended.Task.WaitAsync(Bound);

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
    }

    private Task Ended<T>(ConsumeContext<T> context) where T : RunMessage
    {
        _ended.TrySetResult(context.Message);
        return Task.CompletedTask;
    }

    private static void AddServices(IBusRegistrationConfigurator bus)
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

    private sealed record Answers(SimulatedServices Services, Action<object> BeforeAnswer)
    {
        public ConcurrentQueue<object> Seen { get; } = [];
    }

    private sealed class Service<T>(Answers answers) : IConsumer<T> where T : StageCommand
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
