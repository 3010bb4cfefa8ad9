using EtlMesh.Staging;

namespace EtlMesh.Cli.Tests;

public sealed class UnfinishedWritesTests : IDisposable
{
    private readonly TestFolder folder = new();

    [Fact]
    public async Task BundleAndReportOfADeadProcess_AreRemoved_AndFinishedOnesStay()
    {
        var shell = new TestShell { Folder = folder.Path };
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("init", "bank"));
        var plan = NightPlan.Make(new RunOptions { Pipeline = "bank" }, shell.Shell);
        var objects = new LocalObjectStore(plan.Places.Home);
        var hash = plan.Bundle.Hash;
        foreach (var file in new[]
        {
            $"bundles/bank/{hash}/bundle.zip",
            $"bundles/bank/{hash}/bundle.zip.0.partial",
            $"bundles/unpacked/{hash}/pipeline.yml",
            $"bundles/unpacked/.{hash}.0/pipeline.yml",
            "reports/bank/2026-03-01/1/completed.html",
            "reports/bank/2026-03-02/1/completed.html.0.partial",
            "reports/other/2026-03-02/1/completed.html.0.partial",
        })
        {
            folder.Write(Path.Combine(plan.Places.Home, file), "x");
        }

        using var lakes = EmbeddedLakes.Open(plan.Places.Home, plan.Places.LakeScratch("bank"), objects, shell.Shell);
        await UnfinishedWrites.RemoveAsync(plan, objects, lakes, CancellationToken.None);

        Assert.Equal(
            [
                $"bundles/bank/{hash}/bundle.zip",
                $"bundles/unpacked/{hash}/pipeline.yml",
                "reports/bank/2026-03-01/1/completed.html",
                "reports/other/2026-03-02/1/completed.html.0.partial",
            ],
            Directory.EnumerateFiles(plan.Places.Home, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(plan.Places.Home, file)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => folder.Dispose();
}
