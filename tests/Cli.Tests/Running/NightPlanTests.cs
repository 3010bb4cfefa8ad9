namespace EtlMesh.Cli.Tests;

public sealed class NightPlanTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AsOfNow_ReachesThePlanOfTheRun(bool asOfNow)
    {
        using var folder = new TestFolder();
        var shell = new TestShell { Folder = folder.Path };
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "shop"));
        var options = new RunOptions { Pipeline = "shop", Date = new DateOnly(2026, 3, 1), AsOfNow = asOfNow };

        Assert.Equal(asOfNow, NightPlan.Make(options, shell.Shell).ToRequest(options).Plan.AsOfNow);
    }

    [Theory]
    [InlineData(false, null, "")]
    [InlineData(true, null, "shop.orders")]
    [InlineData(true, "shop.orders", "shop.orders")]
    [InlineData(true, "orders", "shop.orders")]
    public async Task FullRefresh_ReachesThePlanOfTheRun(bool fullRefresh, string? tables, string refreshed)
    {
        using var folder = new TestFolder();
        var shell = new TestShell { Folder = folder.Path };
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "shop"));
        var options = new RunOptions { Pipeline = "shop", FullRefresh = fullRefresh, Tables = FullRefreshOptions.Names(tables) };

        var plan = NightPlan.Make(options, shell.Shell).ToRequest(options).Plan;

        Assert.Contains(plan.Tables, table => table is { Source: "shop", Table: "orders" });
        Assert.Equal(refreshed, string.Join(", ", plan.Tables.Where(table => table.FullRefresh).Select(table => $"{table.Source}.{table.Table}").Take(1)));
    }

    [Theory]
    [InlineData(true, "shop.nothing", "`shop.nothing` names no table")]
    [InlineData(false, "shop.orders", "add `--full-refresh`")]
    public async Task FullRefreshOfWhatIsNotThere_IsRefused(bool fullRefresh, string tables, string reason)
    {
        using var folder = new TestFolder();
        var shell = new TestShell { Folder = folder.Path };
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "shop"));
        var options = new RunOptions { Pipeline = "shop", FullRefresh = fullRefresh, Tables = FullRefreshOptions.Names(tables) };
        Assert.Contains(reason, Assert.Throws<UsageException>(() => NightPlan.Make(options, shell.Shell)).Message, StringComparison.Ordinal);
    }
}
