using EtlMesh.Contracts;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli.Tests;

public sealed class AbandonedAttemptsTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    private readonly TestFolder folder = new();

    [Fact]
    public async Task AttemptOfADeadProcess_IsRemovedWithItsFilesAndScratch_AndOthersStay()
    {
        await using (var killed = await OpenAsync())
        {
            await OpenAttemptAsync(killed, Day);
            await OpenAttemptAsync(killed, Day.AddDays(1));
            await killed.Attempts.CloseAsync(RunId.Of("bank", Day.AddDays(1)), 1, AttemptState.Blocked, CancellationToken.None);
        }

        foreach (var day in new[] { Day, Day.AddDays(1) })
        {
            folder.Write(LandingLayout.Manifest(AttemptPlace.Nightly("bank", day, 1), "bank", "balances"), "{}");
            folder.Write(LandingLayout.Quarantine(AttemptPlace.Nightly("bank", day, 1), "bank", "balances", 1, "execution"), "rows");
            folder.Write(LandingLayout.Compiled(AttemptPlace.Nightly("bank", day, 1)), "{}");
            folder.Write($"scratch/bank/{day:yyyy-MM-dd}/1/execution/spilled.tmp", "rows");
        }

        await using var warehouse = await OpenAsync();
        await new AbandonedAttempts(warehouse, new LocalObjectStore(folder.Path), Path.Combine(folder.Path, "scratch"), TimeProvider.System).DiscardAsync(CancellationToken.None);

        var gone = await warehouse.Attempts.FindAsync(RunId.Of("bank", Day), 1, CancellationToken.None);
        Assert.Equal(AttemptState.Abandoned, gone!.State);
        Assert.NotNull(gone.EndedAt);
        Assert.Empty(await warehouse.Attempts.AbandonedAsync(CancellationToken.None));
        var files = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder.Path, file)).Where(file => file.Contains('/')).Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "candidates/bank/2026-03-02/1/compiled.json",
                "landing/bank/2026-03-02/1/bank.balances/manifest.json",
                "quarantine/bank/2026-03-02/1/bank.balances/slice-00001-execution.parquet",
                "scratch/bank/2026-03-02/1/execution/spilled.tmp",
            ],
            files);
    }

    public void Dispose() => folder.Dispose();

    private Task<IWarehouse> OpenAsync() => Warehouses.OpenAsync(Path.Combine(folder.Path, "warehouse.duckdb"), new TestShell().Shell, CancellationToken.None);

    private static Task OpenAttemptAsync(IWarehouse warehouse, DateOnly day) => warehouse.Attempts.OpenAsync(
        new AttemptRequest { RunId = RunId.Of("bank", day), Pipeline = "bank", RunDate = day, Key = RunId.Nightly, BundleHash = "bundle" }, CancellationToken.None);
}
