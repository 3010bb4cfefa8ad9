using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Transformer;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli.Tests;

public sealed class RunSweepTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 3, 31);

    private readonly TestFolder folder = new();
    private readonly StringWriter warnings = new();
    private readonly Clock clock = new();

    private LocalObjectStore Objects => new(folder.Path);

    private LakePlaces Lakes => new(Objects, folder.Path, new S3StoreOptions(), Path.Combine(folder.Path, "scratch"), _ => null, clock);

    [Fact]
    public async Task StagedFiles_GoByRunDate_EachPartByItsOwnRetention()
    {
        await using var warehouse = await OpenAsync();
        foreach (var daysAgo in new[] { 1, 6, 8, 31 })
        {
            clock.Now = At(Today.AddDays(-daysAgo));
            await AttemptAsync(warehouse, Today.AddDays(-daysAgo));
        }

        await SweepAsync(warehouse);

        Assert.Equal(["landing/bank/2026-03-25/1", "landing/bank/2026-03-30/1", "quarantine/bank/2026-03-23/1", "quarantine/bank/2026-03-25/1", "quarantine/bank/2026-03-30/1"], await AttemptsAsync());
        Assert.Empty(warnings.ToString());
    }

    [Fact]
    public async Task OldDateThatWasRunLately_IsKept_UntilThatIsLongAgo()
    {
        await using var warehouse = await OpenAsync();
        clock.Now = At(Today);
        await AttemptAsync(warehouse, new DateOnly(2025, 1, 1));

        await SweepAsync(warehouse);
        Assert.Equal(["landing/bank/2025-01-01/1", "quarantine/bank/2025-01-01/1"], await AttemptsAsync());

        clock.Now += TimeSpan.FromDays(8);
        await RunSweep.SweepAsync(new Leftovers(warehouse, Objects, new ReleaseLake(Lakes), clock), Pipeline("bank"), warnings, CancellationToken.None);
        Assert.Equal(["quarantine/bank/2025-01-01/1"], await AttemptsAsync());
    }

    [Fact]
    public async Task OtherPipelinesAndAttemptsUnderWay_AreLeftAlone()
    {
        await using var warehouse = await OpenAsync();
        clock.Now = At(new DateOnly(2025, 1, 2));
        await AttemptAsync(warehouse, new DateOnly(2025, 1, 1), pipeline: "bank-two");
        await AttemptAsync(warehouse, new DateOnly(2025, 1, 1), ended: false);

        await SweepAsync(warehouse);

        Assert.Equal(4, (await AttemptsAsync()).Count);
    }

    [Fact]
    public async Task Failure_IsAWarning()
    {
        await using var warehouse = await OpenAsync();

        await RunSweep.SweepAsync(new Leftovers(warehouse, Objects, new ReleaseLake(Lakes), clock), Pipeline("etl"), warnings, CancellationToken.None);

        Assert.StartsWith("etlmesh: warning: sweeping what etl no longer needs: Naming the schemas of pipeline `etl`", warnings.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("The run is not affected; the next one sweeps again.", warnings.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_SaysNothing()
    {
        await using var warehouse = await OpenAsync();

        await RunSweep.SweepAsync(new Leftovers(warehouse, Objects, new ReleaseLake(Lakes), clock), Pipeline("bank"), warnings, new CancellationToken(canceled: true));

        Assert.Empty(warnings.ToString());
    }

    public void Dispose() => folder.Dispose();

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(2, 0), TimeSpan.Zero);

    private static PipelineDefinition Pipeline(string name) => new() { Name = name, Sources = [] };

    private Task<IWarehouse> OpenAsync() => Warehouses.OpenAsync(Path.Combine(folder.Path, "warehouse.duckdb"), new TestShell().Shell with { Time = clock }, CancellationToken.None);

    private Task SweepAsync(IWarehouse warehouse)
    {
        clock.Now = At(Today);
        return RunSweep.SweepAsync(new Leftovers(warehouse, Objects, new ReleaseLake(Lakes), clock), Pipeline("bank"), warnings, CancellationToken.None);
    }

    /// <summary>An attempt that left a file in landing and one in quarantine, and ended without a release.</summary>
    private async Task AttemptAsync(IWarehouse warehouse, DateOnly day, string pipeline = "bank", bool ended = true)
    {
        var run = RunId.Of(pipeline, day);
        var opening = await warehouse.Attempts.OpenAsync(
            new AttemptRequest { RunId = run, Pipeline = pipeline, RunDate = day, Key = RunId.Nightly, BundleHash = "bundle" }, CancellationToken.None);
        folder.Write(LandingLayout.Manifest(AttemptPlace.Nightly(pipeline, day, opening.Attempt), "bank", "balances"), "{}");
        folder.Write(LandingLayout.Quarantine(AttemptPlace.Nightly(pipeline, day, opening.Attempt), "bank", "balances", 1, "execution"), "rows");
        if (ended)
            await warehouse.Attempts.CloseAsync(run, opening.Attempt, AttemptState.Failed, CancellationToken.None);
    }

    private async Task<List<string>> AttemptsAsync() =>
        [.. (await Objects.ListAsync("", CancellationToken.None).ToListAsync()).Where(key => key.Contains('/')).Select(key => string.Join('/', key.Split('/')[..4]))];

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = At(Today);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
