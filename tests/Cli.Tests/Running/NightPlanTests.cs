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
}
