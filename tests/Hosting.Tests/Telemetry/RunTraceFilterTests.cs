using System.Diagnostics;
using EtlMesh.Contracts;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Hosting.Tests.Telemetry;

[Collection(nameof(Spans))] // what one listener records, another one sends
public sealed class RunTraceFilterTests : IAsyncLifetime
{
    private const int Attempt = 41; // no other test has a trace of this attempt
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Spans spans = new(RunTrace.OfRun(Samples.Run, Attempt).TraceId);
    private readonly ServiceProvider provider = new ServiceCollection()
        .AddLogging()
        .AddSingleton<Script>()
        .AddEtlMeshInMemory(bus =>
        {
            bus.AddServiceConsumer<Worker>("extractor", concurrency: 1);
            bus.AddConsumer<Listener>();
        })
        .BuildServiceProvider(true);

    private IBusControl Bus => provider.GetRequiredService<IBusControl>();

    private Script Told => provider.GetRequiredService<Script>();

    public Task InitializeAsync() => Bus.StartAsync();

    public async Task DisposeAsync()
    {
        await provider.DisposeAsync();
        spans.Dispose();
    }

    [Fact]
    public async Task Command_IsCoveredByASpanOfItsStage()
    {
        await Bus.Publish(Samples.Probe(Attempt));
        await Told.Handled.Task.WaitAsync(Bound);
        await Bus.StopAsync();

        var span = Assert.Single(spans.Ended, span => span.DisplayName == "probe sources");
        Assert.Equal(RunTrace.OfStage(Samples.Run, Attempt, StageNames.Source).SpanId, span.ParentSpanId);
        Assert.Equal("daily-metrics", span.GetTagItem("etlmesh.pipeline"));
        Assert.Equal("2026-03-01", span.GetTagItem("etlmesh.run_date"));
        Assert.Equal(Attempt, span.GetTagItem("etlmesh.attempt"));
        Assert.Equal("extractor-probe-source", span.GetTagItem("messaging.destination.name"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(span.SpanId, Assert.Single(spans.Ended, effect => effect.DisplayName == "an.effect").ParentSpanId);
    }

    [Fact]
    public async Task CommandThatFails_SaysWhy()
    {
        Told.Failure = new TerminalEtlException("the folder is gone");

        await Bus.Publish(Samples.Probe(Attempt));
        await Told.Faulted.Task.WaitAsync(Bound);
        await Bus.StopAsync();

        var span = Assert.Single(spans.Ended, span => span.DisplayName == "probe sources");
        Assert.Equal((ActivityStatusCode.Error, "the folder is gone"), (span.Status, span.StatusDescription));
    }

    [Fact]
    public async Task Event_HasNoSpan_AndNoneOfWhoSentIt()
    {
        using (var sender = Script.Source.StartActivity("sender", ActivityKind.Internal, RunTrace.OfRun(Samples.Run, Attempt)))
        {
            await Bus.Publish(new RunStarted { RunId = Samples.Run, Attempt = Attempt, Pipeline = "daily-metrics", RunDate = new DateOnly(2026, 3, 1), BundleHash = "b" });
            Assert.Null(await Told.Heard.Task.WaitAsync(Bound));
        }

        await Bus.StopAsync();
        Assert.Equal("sender", Assert.Single(spans.Ended).DisplayName);
    }

    private sealed class Script
    {
        public static readonly ActivitySource Source = new("EtlMesh.Hosting.Tests");

        public Exception? Failure { get; set; }

        public TaskCompletionSource Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Faulted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The current span of who heard the event.</summary>
        public TaskCompletionSource<string?> Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Worker(Script script) : IConsumer<ProbeSource>
    {
        public Task Consume(ConsumeContext<ProbeSource> context)
        {
            if (script.Failure is { } failure)
                throw failure;
            using (Script.Source.StartActivity("an.effect"))
                script.Handled.SetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class Listener(Script script) : IConsumer<Fault<ProbeSource>>, IConsumer<RunStarted>
    {
        public Task Consume(ConsumeContext<Fault<ProbeSource>> context)
        {
            script.Faulted.TrySetResult();
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<RunStarted> context)
        {
            script.Heard.TrySetResult(Activity.Current?.DisplayName);
            return Task.CompletedTask;
        }
    }
}
