using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Cli.Tests;

public sealed class EmbeddedRunTests : IAsyncLifetime
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<Script>()
        .AddEtlMeshInMemory(bus => bus.AddConsumer<Script.Services>())
        .BuildServiceProvider();

    private readonly RunEvents events = new();
    private readonly Views view = new();

    private IBusControl Bus => services.GetRequiredService<IBusControl>();

    private Script Told => services.GetRequiredService<Script>();

    public async Task InitializeAsync()
    {
        Bus.ConnectPublishObserver(events);
        await Bus.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Bus.StopAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task Night_IsFollowedToItsEnd()
    {
        Told.OnRequest = Events.Night();

        var run = await RunAsync(CancellationToken.None);

        Assert.Equal(new RunEnd(RunState.Completed), run.End);
        Assert.Equal(Events.Night().Count, view.Shown.Count - 1);
        Assert.False(view.WasCancelling);
    }

    [Fact]
    public async Task Cancel_IsAskedOnceAndTheCompensatedEndIsWaitedFor()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();
        Told.OnRequest = [Events.Started()];
        Told.OnCancel = [Events.Cancelled()];

        var run = await RunAsync(interrupted.Token);

        Assert.Equal(RunState.Cancelled, run.End!.State);
        Assert.True(view.WasCancelling);
        var cancel = Assert.Single(view.Shown.OfType<CancelRun>());
        Assert.Equal((Events.RunId, 1), (cancel.RunId, cancel.Attempt));
    }

    [Fact]
    public async Task CancelThatComesTooLate_LetsTheNightComplete()
    {
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();
        Told.OnRequest = [Events.Started()];
        Told.OnCancel = [Events.Completed()];

        Assert.Equal(RunState.Completed, (await RunAsync(interrupted.Token)).End!.State);
    }

    private Task<RunProgress> RunAsync(CancellationToken cancelled) =>
        new EmbeddedRun(Bus, events, view, TimeProvider.System).RunAsync(Events.Request(), cancelled).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

    /// <summary>What the services answer.</summary>
    private sealed class Script
    {
        public IReadOnlyList<RunMessage> OnRequest { get; set; } = [];

        public IReadOnlyList<RunMessage> OnCancel { get; set; } = [];

        public sealed class Services(Script script) : IConsumer<RequestRun>, IConsumer<CancelRun>
        {
            public Task Consume(ConsumeContext<RequestRun> context) => Tell(context, script.OnRequest);

            public Task Consume(ConsumeContext<CancelRun> context) => Tell(context, script.OnCancel);

            private static async Task Tell(ConsumeContext context, IReadOnlyList<RunMessage> messages)
            {
                foreach (var message in messages)
                    await context.Publish(message, message.GetType());
            }
        }
    }

    private sealed class Views : IProgressView
    {
        public List<RunMessage> Shown { get; } = [];

        public bool WasCancelling { get; private set; }

        public void Show(RunMessage message, RunProgress run) => Shown.Add(message);

        public void Cancelling() => WasCancelling = true;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
