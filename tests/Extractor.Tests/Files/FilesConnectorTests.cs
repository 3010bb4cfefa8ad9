using EtlMesh.Contracts;
using EtlMesh.Extractor.Files;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Files;

public class FilesConnectorTests
{
    [Fact]
    public async Task Probe_TellsWhatIsThereOrWhatIsMissing()
    {
        using var night = new FilesNight().With("t1.csv", "a\n1\n").With("t2.csv", "a\n2\n");
        var there = FilesNight.Table("t*.csv");
        var ready = await night.Connector.ProbeAsync(night.Request(there), default);
        Assert.True(ready.Ready);
        Assert.StartsWith("s.t: 2 files, 8 bytes, newest t", ready.Lines.Single(), StringComparison.Ordinal);

        var missing = await night.Connector.ProbeAsync(night.Request(FilesNight.Table("u.csv")), default);
        Assert.False(missing.Ready);
        Assert.StartsWith("s.t: no file u.csv in ", missing.Lines.Single(), StringComparison.Ordinal);
        Assert.True((await night.Connector.ProbeAsync(night.Request(FilesNight.Table("u.csv") with { AllowEmpty = true }), default)).Ready);
    }

    [Theory]
    [InlineData("../t.csv")]
    [InlineData("/etc/*.csv")]
    public async Task PathOutOfTheFolder_IsRefused(string path)
    {
        using var night = new FilesNight();
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table(path)));
    }

    [Fact]
    public async Task FileThatGrowsAfterThePlan_StopsTheAttempt()
    {
        using var night = new FilesNight().With("t.csv", "a\n1\n");
        var table = FilesNight.Table("t.csv");
        var plan = await night.PlanAsync(table);
        await File.AppendAllTextAsync(Path.Combine(night.Source, "t.csv"), "2\n");
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table, plan));
        File.Delete(Path.Combine(night.Source, "t.csv"));
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table, plan));
        Assert.Empty(await night.KeysAsync());
        Assert.False(Directory.Exists(night.Scratch) && Directory.EnumerateFileSystemEntries(night.Scratch).Any());
    }

    [Fact]
    public async Task Columns_AreSniffedOverAllFiles()
    {
        using var night = new FilesNight()
            .With("t1.csv", "id,zip,price,day,at,ok,none,word\n1,01234,1,2026-01-02,2026-01-02 10:00,true,,x\n")
            .With("t2.csv", "zip,id,price,day,at,ok,none,word\n9,2,1.5,2026-01-03,2026-01-02T10:00:00,false,,3\n");
        var plan = await night.PlanAsync(FilesNight.Table("t*.csv"));
        Assert.Equal(
            "id bigint, zip varchar, price double, day date, at timestamp, ok boolean, none varchar, word varchar",
            string.Join(", ", plan.Columns.Select(column => $"{column.Name} {column.Type}")));
    }

    [Fact]
    public async Task FilesWithOtherColumns_AreRefusedWithTheDifferenceWhereTheyAreFrozen()
    {
        using var night = new FilesNight().With("t1.csv", "a,b\n1,2\n").With("t2.csv", "a,c\n1,2\n");
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(FilesNight.Table("t*.csv") with { OnSchemaChange = SchemaChange.Freeze }));
        Assert.Contains("t2.csv: its columns are not those of the table (missing: b; new: c)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyBadRecords_StopWithTheFirstReasons()
    {
        using var night = new FilesNight().With("t.csv", "a\n1\nx\n3\n");
        var stopped = await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.csv", "a: bigint", "1%")));
        Assert.Contains("1 of 3 records cannot be read, more than max_quarantined (1%) allows. The first: t.csv:3: column a: `x` is not a BIGINT", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(await night.KeysAsync());
    }

    [Fact]
    public async Task EmptyTable_StopsUnlessItMayBeEmpty()
    {
        using var night = new FilesNight().With("t.csv", "a\n");
        await Assert.ThrowsAsync<TerminalEtlException>(() => night.ExtractAsync(FilesNight.Table("t.csv", "a: bigint")));
        var landing = await night.ExtractAsync(FilesNight.Table("none.csv", "a: bigint") with { AllowEmpty = true });
        Assert.Equal((0, 0L), (landing.Rows.Count, landing.Read));
    }

    [Fact]
    public async Task Slice_CarriesSumsAndWatermark()
    {
        using var night = new FilesNight().With("t.csv", "id,at\n1,2026-01-02 10:00:00\n2,2026-01-03 09:00:00\n,\n");
        var slice = (await night.LandAsync(FilesNight.Table("t.csv", "id: bigint; at: timestamp") with { Watermark = "at", Key = ["id"] })).Single();
        Assert.Equal("2026-01-03 09:00:00", slice.Hi);
        Assert.Equal(new ColumnSum { Column = "id", Nulls = 1, Sum = "3" }, slice.Sums[0]);
        Assert.Equal((3L, 3L, 0L), (slice.RowsRead, slice.Rows, slice.RowsQuarantined));
        Assert.Null(slice.Quarantine);
    }

    [Fact]
    public async Task Window_IsInEverySlice()
    {
        using var night = new FilesNight().With("t1.csv", "id,at\n1,2026-11-19 10:00:00\n").With("t2.csv", "id,at\n2,2026-11-20 10:00:00\n");
        var table = FilesNight.Table("t*.csv", "id: bigint; at: timestamp") with { Key = ["id"], Watermark = "at", Slices = 2 };
        var plan = await night.PlanAsync(table, new TableBase { Source = "s", Table = "t", Columns = table.Columns, Key = ["id"], Watermark = "at", Hi = "2026-11-19 23:00:00", AsOf = new DateOnly(2026, 11, 19) });
        var window = new TableWindow { Lo = "2026-11-19 22:50:00", Until = "2026-11-21 00:00:00" };
        Assert.Equal([window, window], plan.Slices.Select(slice => FileSlice.Parse(slice).Window));
        Assert.Equal((window, false), (plan.Reading.Window, plan.Reading.Full));
    }

    [Fact]
    public async Task Discard_LeavesNothingOfTheAttempt()
    {
        using var night = new FilesNight().With("t.csv", "a\n1\nx\n");
        await night.ExtractAsync(FilesNight.Table("t.csv", "a: bigint"));
        Assert.Equal(2, (await night.KeysAsync()).Count);
        var effects = new ExtractorEffects(night.Store, new ExtractorOptions { ScratchFolder = night.Scratch });
        var discard = new DiscardAttempt { RunId = RunId.Of("p", new DateOnly(2026, 11, 20)), Attempt = 1, Pipeline = "p", RunDate = new DateOnly(2026, 11, 20), BundleHash = "", Reason = "test" };
        await effects.DiscardAsync(discard, default);
        await effects.DiscardAsync(discard, default);
        Assert.Empty(await night.KeysAsync());
    }

    [Fact]
    public void Slices_KeepSmallNeighboursTogether()
    {
        var files = Enumerable.Range(0, 5).Select(i => new SourceFile($"t{i}", i == 3 ? 100_000_000 : 10, 0)).ToList();
        Assert.Equal([3, 1, 1], SlicePlanner.Plan(files, null).Select(slice => slice.Files.Count));
        Assert.Equal([3, 2], SlicePlanner.Plan(files, 2).Select(slice => slice.Files.Count));
        Assert.Equal(5, SlicePlanner.Plan(files, 9).Count);
        Assert.Empty(SlicePlanner.Plan([], null).Single().Files);
    }
}
