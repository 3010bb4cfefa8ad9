using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Testing;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>What a collector receives of a night.</summary>
public sealed class TracedNightTests : IAsyncLifetime
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Workplace place = new(Workplace.Product("daily-metrics"));
    private readonly OtlpEndpoint collector = OtlpEndpoint.Start();

    public Task InitializeAsync()
    {
        place.Environment[Endpoint] = collector.Url;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await collector.DisposeAsync();
        place.Dispose();
    }

    [Fact]
    public async Task Night_IsOneTrace_OfItsStagesTablesModelsAndChecks()
    {
        var ended = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);

        var (night, trace) = (ended.Json, Trace.Only(collector).ExpectWhole());
        Assert.DoesNotContain("warning", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(($"run daily-metrics {SampleShop.LastDay}", false), (trace.Root.Name, trace.Root.Failed));
        Assert.Equal(night.GetProperty("run_id").GetString(), trace.Root.Tags["etlmesh.run_id"]);
        foreach (var stage in StageNames.All)
            Assert.Equal(trace.Root.SpanId, trace.Named(stage).ParentSpanId);
        foreach (var table in Names(night.GetProperty("tables"), "name"))
        {
            Assert.Equal("extract", trace.ParentOf(trace.Named($"plan {table}")).Name);
            Assert.Equal("extract", trace.ParentOf(Assert.Single(trace.Effects($"extract {table}"))).Name);
            Assert.Equal("load", trace.ParentOf(trace.Named($"load {table}")).Name);
        }

        Assert.Equal(Names(night.GetProperty("models"), "name"), Sorted(trace.Effects("model.build").Select(model => model.Tags["etlmesh.model"])));
        Assert.All(trace.Effects("model.build"), model => Assert.Equal("build candidate", trace.ParentOf(model).Name));
        Assert.Equal(Names(night.GetProperty("checks").GetProperty("results"), "check"), Sorted(trace.Effects("check.run").Select(check => check.Tags["etlmesh.check"])));
        Assert.All(trace.Effects("check.run"), check => Assert.Equal("check candidate", trace.ParentOf(check).Name));
        Assert.Equal(trace.Root.SpanId, Assert.Single(trace.Effects("attempt.open")).ParentSpanId);
        Assert.Equal("close attempt", trace.ParentOf(Assert.Single(trace.Effects("attempt.close"))).Name);
    }

    [Fact]
    public async Task Metrics_AreTheNumbersOfTheRun()
    {
        var night = (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0).Json;

        foreach (var table in night.GetProperty("tables").EnumerateArray())
        {
            foreach (var outcome in new[] { "read", "loaded", "quarantined" })
                Assert.Equal(
                    table.GetProperty($"rows_{outcome}").GetInt64(),
                    Value("etlmesh.rows", $"etlmesh.outcome={outcome} etlmesh.pipeline=daily-metrics etlmesh.table={table.GetProperty("name").GetString()}"));
        }

        Assert.Equal(LandedBytes(), collector.Points.Where(point => point is { Name: "etlmesh.bytes", Unit: "By" }).Sum(point => point.Sum));
        var checks = collector.Points.Where(point => point.Name == "etlmesh.checks").ToList();
        Assert.Equal(night.GetProperty("checks").GetProperty("passed").GetInt64(), checks.Where(point => point.Tags.Contains("status=passed", StringComparison.Ordinal)).Sum(point => point.Sum));
        Assert.Equal(1, checks.Where(point => point.Tags.Contains("status=warned", StringComparison.Ordinal)).Sum(point => point.Sum));
        Assert.Equal(1, Value("etlmesh.runs", "etlmesh.outcome=completed etlmesh.pipeline=daily-metrics"));
        foreach (var stage in StageNames.All)
            Assert.Equal(1UL, Assert.Single(collector.Points, point => point.Name == "etlmesh.stage.duration" && point.Tags.EndsWith($"etlmesh.stage={stage}", StringComparison.Ordinal)).Count);
    }

    [Fact]
    public async Task AttemptAfterAKill_IsATraceOfItsOwn_AndTheKilledOneGetsItsRoot()
    {
        place.Environment["ETLMESH_FAULT"] = "kill@start:segment.commit";
        using (var killed = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json"))
        {
            await killed.FaultInFlightAsync();
            (await killed.EndAsync()).ExpectExit(128 + 9);
        }

        place.Environment.Remove("ETLMESH_FAULT");
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);

        var traces = Trace.All(collector);
        Assert.Equal(2, traces.Count);
        Assert.Equal(("Abandoned", true), (traces[0].Root.Tags["etlmesh.outcome"], traces[0].Root.Failed));
        Assert.Equal(("2", "Completed"), (traces[1].ExpectWhole().Root.Tags["etlmesh.attempt"], traces[1].Root.Tags["etlmesh.outcome"]));
        foreach (var stage in StageNames.All)
            traces[1].Named(stage);
    }

    [Fact]
    public async Task BlockedNight_IsWhole_AndSaysWhy()
    {
        SampleShop.AddNegativeOrder(place.Pipeline);

        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(3);

        var trace = Trace.Only(collector).ExpectWhole();
        Assert.Equal(("Blocked", true), (trace.Root.Tags["etlmesh.outcome"], trace.Root.Failed));
        Assert.Contains("assert_positive_revenue", trace.Named("quality").Status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InterruptedNight_IsWhole()
    {
        place.Environment["ETLMESH_FAULT"] = "pause@start:segment.commit";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
        await night.FaultInFlightAsync();

        night.Signal("INT");

        (await night.EndAsync()).ExpectExit(130);
        var trace = Trace.Only(collector).ExpectWhole();
        Assert.Equal("Cancelled", trace.Root.Tags["etlmesh.outcome"]);
        Assert.Equal(4, trace.Spans.Count(span => span.Name == "discard attempt"));
    }

    [Fact]
    public async Task DateThatIsPublished_SendsNothing()
    {
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);
        var spans = collector.Spans.Count;

        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(0);

        Assert.Equal(spans, collector.Spans.Count);
    }

    [Fact]
    public async Task CollectorThatIsNotThere_DoesNotTouchTheNight()
    {
        using (var closed = new TcpListener(IPAddress.Loopback, 0))
        {
            closed.Start();
            place.Environment[Endpoint] = Url(closed);
        }

        AssertUntouched(await place.NightAsync(SampleShop.LastDay));
    }

    [Fact]
    public async Task CollectorThatNeverAnswers_DoesNotHoldTheNight()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        place.Environment[Endpoint] = Url(silent);

        AssertUntouched(await place.NightAsync(SampleShop.LastDay));
    }

    [Fact]
    public async Task WrongAddress_IsToldBeforeAnythingIsStarted()
    {
        place.Environment[Endpoint] = "localhost:4318";

        var ended = (await place.RunAsync("run", place.Pipeline, "--date", SampleShop.LastDay)).ExpectExit(2);

        Assert.StartsWith("etlmesh: OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318: not an address", ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Home));
    }

    private static void AssertUntouched(CommandResult night)
    {
        Assert.Equal("Completed", night.ExpectExit(0).Json.GetProperty("state").GetString());
        Assert.Contains("etlmesh: warning: Sending traces and metrics to http://127.0.0.1:", night.Errors, StringComparison.Ordinal);
    }

    private static string Url(TcpListener listener) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private static IReadOnlyList<string> Names(JsonElement list, string name) => Sorted(list.EnumerateArray().Select(item => item.GetProperty(name).GetString()!));

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private double Value(string name, string tags) => Assert.Single(collector.Points, point => point.Name == name && point.Tags == tags).Sum;

    private long LandedBytes() =>
        Directory.EnumerateFiles(Path.Combine(place.Home, "landing"), "*.parquet", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
