using EtlMesh.Cli;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The mesh as a person has it: every service its own process, over real queues, sagas and a warehouse in PostgreSQL.</summary>
public sealed class MeshNightTests : IDisposable
{
    private const int Stop = 19;
    private static readonly string[] Tables = ["daily_metrics.fct_daily_metrics", "daily_metrics.executive_report", "daily_metrics_staging.stg_orders", "daily_metrics_staging.stg_events"];
    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Night_PublishesWhatTheEmbeddedOneDoes_AndDownLeavesNothing()
    {
        (await place.NightAsync(SampleShop.LastDay)).ExpectExit(ExitCodes.Done);
        await using var mesh = new LocalMesh(place);
        var up = await mesh.UpAsync();
        Assert.Contains("Pushed daily-metrics, bundle ", up.Output, StringComparison.Ordinal);

        var night = (await place.RunAsync("runs", "start", "daily-metrics", "--date", SampleShop.LastDay, "--wait")).ExpectExit(ExitCodes.Done);
        Assert.Contains("Published release ", night.Output, StringComparison.Ordinal);

        var embedded = new Dictionary<string, IReadOnlyList<string>>();
        await using (var warehouse = await DuckDbWarehouse.OpenAsync(Path.Combine(place.Home, "warehouse.duckdb"), TimeSpan.Zero, TimeProvider.System, CancellationToken.None))
        {
            foreach (var table in Tables)
                embedded[table] = await LocalMesh.RowsAsync(warehouse, table);
        }

        foreach (var table in Tables)
            Assert.Equal(embedded[table], await mesh.RowsAsync(table));

        var again = (await place.RunAsync("runs", "start", "daily-metrics", "--date", SampleShop.LastDay, "--wait")).ExpectExit(ExitCodes.Done);
        Assert.Contains("is already published as release ", again.Output, StringComparison.Ordinal);
        await AskAsync();
        (await place.RunAsync("down")).ExpectExit(ExitCodes.Done);
        Assert.Empty(mesh.Alive());
    }

    /// <summary>What reads a warehouse reads the mesh's, too.</summary>
    private async Task AskAsync()
    {
        var rows = (await place.RunAsync("query", "select count(*) as days from daily_metrics.executive_report", "--warehouse", "mesh", "--output", "csv")).ExpectExit(ExitCodes.Done);
        Assert.Equal("days\n14\n", rows.Output.ReplaceLineEndings("\n"));
        Assert.Contains("daily-metrics", (await place.RunAsync("releases", "list", "--warehouse", "mesh")).ExpectExit(ExitCodes.Done).Output, StringComparison.Ordinal);
        var lineage = (await place.RunAsync("lineage", "daily-metrics", "--warehouse", "mesh")).ExpectExit(ExitCodes.Done);
        Assert.Contains("executive_report", lineage.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not run", lineage.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeldAndKilledServices_AreNamed_AndUpBringsThemBack()
    {
        await using var mesh = new LocalMesh(place);
        await mesh.UpAsync("--no-push");
        mesh.Signal("loader", Stop);
        mesh.Signal("notifier", Signals.Kill);

        var ill = (await place.RunAsync("status")).ExpectExit(ExitCodes.Failed);
        Assert.Contains("Not all is well: loader is silent, notifier is stopped.", ill.Output, StringComparison.Ordinal);

        mesh.Signal("loader", Signals.Continue);
        var up = await mesh.UpAsync("--no-push");
        Assert.Contains("Starting notifier.", up.Output, StringComparison.Ordinal);
        var well = (await place.RunAsync("status")).ExpectExit(ExitCodes.Done);
        Assert.DoesNotContain("Not all is well", well.Output, StringComparison.Ordinal);

        mesh.Signal(ServiceKind.Orchestrator, Signals.Kill);
        var headless = (await place.RunAsync("status")).ExpectExit(ExitCodes.Failed);
        Assert.Contains("The orchestrator cannot be asked", headless.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CtrlC_StopsWhatUpHasStarted()
    {
        await using var mesh = new LocalMesh(place);
        using var up = place.Start("up", "--port", mesh.Port);
        await up.OutputLineAsync("Starting orchestrator");

        up.Signal("INT");

        (await up.EndAsync()).ExpectExit(ExitCodes.Interrupted);
        Assert.Empty(mesh.Alive());
    }

    [Fact]
    public async Task ServiceThatDiesAtItsStart_IsTold_WithItsLastWords()
    {
        await using var mesh = new LocalMesh(place);
        place.Environment["Bus__WaitTime"] = "00:10:00";

        var up = (await place.RunAsync("up", "--port", mesh.Port)).ExpectExit(ExitCodes.Failed);

        Assert.Contains("The mesh did not start: ", up.Errors, StringComparison.Ordinal);
        Assert.Contains("The setting Bus:WaitTime is 00:10:00; write 00:00:01 to 00:00:20 (environment: Bus__WaitTime).", up.Errors, StringComparison.Ordinal);
        Assert.Contains($"All of them: {place.Home}/mesh/logs/", up.Errors, StringComparison.Ordinal);
        Assert.Empty(mesh.Alive());
    }
}
