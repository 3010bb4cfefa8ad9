using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using EtlMesh.Contracts;
using EtlMesh.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EtlMesh.Hosting.Tests.Telemetry;

[Collection(nameof(Spans))] // what one listener records, another one sends
public sealed class TelemetryTests
{
    private static readonly ActivitySource Source = new("EtlMesh.Hosting.Tests");
    private static readonly Meter Meter = new("EtlMesh.Hosting.Tests");
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>("etlmesh.tested", "{test}");

    private readonly List<string> warnings = [];

    [Fact]
    public async Task SpansAndMetrics_ReachTheCollector()
    {
        await using var collector = OtlpEndpoint.Start();
        var run = Ended("sent");

        await using (Start(collector.Url, ("OTEL_EXPORTER_OTLP_HEADERS", "x-test=yes")))
        {
            run.Emit(Source);
            Counter.Add(2, new KeyValuePair<string, object?>("run", run.Pipeline));
        }

        Assert.Empty(warnings);
        var root = Assert.Single(collector.Spans, span => span.Name.Contains(run.Pipeline, StringComparison.Ordinal));
        Assert.Equal((RunTrace.OfRun(run.RunId, 1).SpanId.ToHexString(), ""), (root.SpanId, root.ParentSpanId));
        Assert.Equal(("tested", "EtlMesh.Hosting.Tests"), (root.Service, root.Scope));
        Assert.Equal(2, Assert.Single(collector.Points, point => point.Tags == $"run={run.Pipeline}").Sum);
        Assert.All(collector.Headers, header => Assert.Equal("yes", header));
    }

    [Fact]
    public async Task SpanOfNoRun_IsLeftOutWithItsChildren()
    {
        await using var collector = OtlpEndpoint.Start();

        await using (Start(collector.Url))
        {
            using (Source.StartActivity("stray"))
            using (Source.StartActivity("stray.child"))
            {
            }

            Ended("of-a-run").Emit(Source);
        }

        Assert.DoesNotContain(collector.Spans, span => span.Name.StartsWith("stray", StringComparison.Ordinal));
        Assert.Contains(collector.Spans, span => span.Name.Contains("of-a-run", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("always_off")]
    [InlineData("parentbased_always_off")]
    [InlineData("parentbased_traceidratio")]
    public async Task RunThatIsNotSampled_IsLeftOutWhole(string sampler)
    {
        await using var collector = OtlpEndpoint.Start();
        var run = Ended($"left-out-{sampler}");

        await using (Start(collector.Url, ("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", "0")))
        {
            using (Source.StartActivity("left.out", ActivityKind.Consumer, RunTrace.OfStage(run.RunId, 1, StageNames.Load)))
            using (Source.StartActivity("left.out.child"))
            {
            }

            run.EmitStage(Source, StageNames.Load, "done", run.StartedAt, run.EndedAt, null);
            run.Emit(Source);
        }

        Assert.Empty(collector.Spans);
    }

    [Fact]
    public async Task ResourceVariables_Win()
    {
        await using var collector = OtlpEndpoint.Start();

        await using (Start(collector.Url, ("OTEL_SERVICE_NAME", "nights")))
            Ended("named").Emit(Source);

        Assert.Equal("nights", Assert.Single(collector.Spans, span => span.Name.Contains("named", StringComparison.Ordinal)).Service);
    }

    [Fact]
    public async Task CollectorThatIsNotThere_IsOneWarning()
    {
        await using (Start($"http://127.0.0.1:{FreePort()}"))
            Ended("unheard").Emit(Source);

        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_SendsUntilItsServicesAreDisposed()
    {
        await using var collector = OtlpEndpoint.Start();
        var url = collector.Url;
        await using (var host = new ServiceCollection().AddLogging()
            .AddEtlMeshTelemetry("hosted", name => name == OtlpSettings.EndpointVariable ? url : null).BuildServiceProvider())
        {
            foreach (var service in host.GetServices<IHostedService>())
                await service.StartAsync(CancellationToken.None);
            Ended("in-a-host").Emit(Source);
        }

        Assert.Equal("hosted", Assert.Single(collector.Spans, span => span.Name.Contains("in-a-host", StringComparison.Ordinal)).Service);
    }

    [Fact]
    public void HostWithoutAnEndpoint_StartsNothing() =>
        Assert.Empty(new ServiceCollection().AddEtlMeshTelemetry("hosted", _ => null));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static EndedAttempt Ended(string pipeline) => new()
    {
        RunId = RunId.Of(pipeline, new DateOnly(2026, 11, 20)),
        Attempt = 1,
        Pipeline = pipeline,
        RunDate = new DateOnly(2026, 11, 20),
        Outcome = "Completed",
        StartedAt = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero),
        EndedAt = new DateTimeOffset(2026, 11, 21, 2, 5, 0, TimeSpan.Zero),
    };

    private Hosting.Telemetry Start(string url, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] variables = [(OtlpSettings.EndpointVariable, url), .. more];
        var settings = OtlpSettings.Read("tested", name => variables.FirstOrDefault(variable => variable.Name == name).Value)!;
        return Hosting.Telemetry.Start(settings, warnings.Add);
    }
}
