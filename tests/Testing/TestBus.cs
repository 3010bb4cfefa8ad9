using EtlMesh.Hosting;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Testing;

/// <summary>A service on a bus in memory, with a home's stores and warehouse.</summary>
public sealed class TestBus : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly ServiceProvider provider;

    private TestBus(ServiceProvider provider) => this.provider = provider;

    public ITestHarness Harness => provider.GetRequiredService<ITestHarness>();

    public static async Task<TestBus> StartAsync(TestHome home, Action<IBusRegistrationConfigurator> addService)
    {
        var provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IObjectStore>(home.Store)
            .AddSingleton(home.Bundles)
            .AddSingleton(home.Warehouses)
            .AddSingleton(home.Lakes)
            .AddSingleton<AttemptWork>()
            .AddSingleton(TimeProvider.System)
            .AddMassTransitTestHarness(bus =>
            {
                // The harness gives up a wait after so long a silence: on a busy machine a step may be silent for long.
                bus.SetTestTimeouts(Bound, Bound);
                addService(bus);
            })
            .BuildServiceProvider(validateScopes: true);
        var bus = new TestBus(provider);
        await bus.Harness.Start();
        return bus;
    }

    /// <summary>Publishes a command and waits for the first event of a kind that is not among those told before.</summary>
    public async Task<TEvent> AskAsync<TCommand, TEvent>(TCommand command)
        where TCommand : class
        where TEvent : class
    {
        var before = Harness.Published.Select<TEvent>(Now).Count();
        await Harness.Bus.Publish(command);
        var told = await Harness.Published.SelectAsync<TEvent>().Skip(before).FirstOrDefaultAsync();
        return told?.Context.Message ?? throw new InvalidOperationException($"{typeof(TCommand).Name} was not answered by {typeof(TEvent).Name}.");
    }

    public async ValueTask DisposeAsync() => await provider.DisposeAsync();

    /// <summary>What is there now, without waiting for more.</summary>
    private static CancellationToken Now => new(canceled: true);
}
