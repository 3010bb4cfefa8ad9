using EtlMesh.Contracts;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EtlMesh.Hosting.Tests.Attempts;

public sealed class DiscardAttemptTests : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private readonly ITestHarness harness;
    private readonly Journal journal;

    public DiscardAttemptTests()
    {
        provider = new ServiceCollection()
            .AddSingleton<Journal>()
            .AddSingleton<LoaderEffects>()
            .AddSingleton<AttemptWork>()
            .AddMassTransitTestHarness(bus =>
            {
                bus.SetTestTimeouts(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
                bus.AddServiceConsumer<WaitingConsumer>("loader", concurrency: 4);
                bus.AddDiscard<LoaderEffects>();
            })
            .BuildServiceProvider(true);
        harness = provider.GetRequiredService<ITestHarness>();
        journal = provider.GetRequiredService<Journal>();
    }

    [Fact]
    public async Task Discard_StopsTheWorkBeforeItRemovesWhatItWrote()
    {
        await harness.Start();
        await harness.Bus.Publish(Samples.Probe());
        await journal.WorkStarted.Task;

        await harness.Bus.Publish(Samples.Discard());

        Assert.True(await harness.Published.Any<AttemptDiscarded>(sent => sent.Context.Message.Service == "loader"));
        Assert.Equal(["started", "stopped", "removed"], journal.Lines);
        Assert.False(await harness.Published.Any<Fault<ProbeSource>>(Quiet()));
    }

    [Fact]
    public async Task Command_AfterTheDiscard_IsAbsorbed()
    {
        await harness.Start();
        await harness.Bus.Publish(Samples.Discard());
        Assert.True(await harness.Published.Any<AttemptDiscarded>());

        await harness.Bus.Publish(Samples.Probe());

        Assert.True(await harness.Consumed.Any<ProbeSource>());
        Assert.Equal(["removed"], journal.Lines);
    }

    [Fact]
    public async Task Discard_LeavesTheNextAttemptAlone()
    {
        await harness.Start();
        await harness.Bus.Publish(Samples.Discard(attempt: 1));
        Assert.True(await harness.Published.Any<AttemptDiscarded>());

        await harness.Bus.Publish(Samples.Probe(attempt: 2));
        await journal.WorkStarted.Task;

        Assert.Equal(["removed", "started"], journal.Lines);
        await harness.Bus.Publish(Samples.Discard(attempt: 2));
        Assert.True(await harness.Published.Any<AttemptDiscarded>(sent => sent.Context.Message.Attempt == 2));
    }

    public async ValueTask DisposeAsync() => await provider.DisposeAsync();

    private static CancellationToken Quiet() => new(canceled: true);

    private sealed class Journal
    {
        private readonly List<string> lines = [];

        public TaskCompletionSource WorkStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (lines)
                    return [.. lines];
            }
        }

        public void Write(string line)
        {
            lock (lines)
                lines.Add(line);
        }
    }

    private sealed class LoaderEffects(Journal journal) : IAttemptEffects
    {
        public static string Service => "loader";

        public Task DiscardAsync(DiscardAttempt command, CancellationToken ct)
        {
            journal.Write("removed");
            return Task.CompletedTask;
        }
    }

    private sealed class WaitingConsumer(AttemptWork work, Journal journal) : IConsumer<ProbeSource>
    {
        public Task Consume(ConsumeContext<ProbeSource> context) => work.Run(context, async ct =>
        {
            journal.Write("started");
            journal.WorkStarted.SetResult();
            var cancelled = new TaskCompletionSource();
            await using var registration = ct.Register(cancelled.SetResult);
            await cancelled.Task;
            journal.Write("stopped");
            ct.ThrowIfCancellationRequested();
        });
    }
}
