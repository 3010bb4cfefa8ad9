using EtlMesh.Contracts;
using EtlMesh.Staging;
using EtlMesh.Testing;

namespace EtlMesh.Loader.Tests;

public sealed class TableLoaderTests : IAsyncLifetime
{
    private const string Two = "(1, '9.50', '2026-03-01 10:00'), (2, null, '2026-03-01 11:00')";

    private TestHome home = null!;
    private TestNight night = null!;
    private TableLoader loader = null!;

    public async Task InitializeAsync()
    {
        home = await TestHome.OpenAsync();
        night = new TestNight { BundleHash = await home.PushAsync(new Dictionary<string, string> { ["pipeline.yml"] = TestNight.PipelineYml }) };
        await night.OpenAsync(home);
        loader = new TableLoader(home.Store, home.Warehouses, home.Bundles, new QuarantineLimit(home.Store, home.Bundles));
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Slices_BecomeOneSegment()
    {
        var command = night.Load([await LandAsync(2, "(3, '-10.25', '2026-02-28 10:00')"), await LandAsync(1, Two), await LandAsync(3, "(10, '0.75', '2026-03-02 00:00')")]);

        var (segment, counts) = await loader.LoadAsync(command, default);

        Assert.Equal(new TableCounts { RowsRead = 4, RowsQuarantined = 0, RowsLoaded = 4 }, counts);
        Assert.Equal((TestNight.Source, TestNight.Table, command.SegmentUid, 4), (segment.Source, segment.Table, segment.Uid, segment.Rows));
        Assert.Equal(
            ["1|9.50|03/01/2026 10:00:00", "2||03/01/2026 11:00:00", "3|-10.25|02/28/2026 10:00:00", "10|0.75|03/02/2026 00:00:00"],
            await RowsAsync(command));
    }

    [Fact]
    public async Task Manifest_HasTheSumsOfAllSlices()
    {
        await loader.LoadAsync(night.Load([await LandAsync(1, Two), await LandAsync(2, "(10, '-10.25', '2026-02-28 10:00')")]), default);

        var key = LandingLayout.Manifest(AttemptPlace.Nightly(TestNight.Pipeline, night.RunDate, 1), TestNight.Source, TestNight.Table);
        var manifest = await Manifest.LoadAsync(home.Store, key, null, default);
        Assert.Equal(3, manifest.RowsRead);
        Assert.Equal(new ManifestSum(0, "13", null, null), manifest.Sums["id"]);
        Assert.Equal(new ManifestSum(1, "-0.75", null, null), manifest.Sums["amount"]);
        Assert.Equal(new ManifestSum(0, null, "2026-02-28 10:00:00", "2026-03-01 11:00:00"), manifest.Sums["placed_at"]);
        Assert.Equal([key], await home.RowsAsync("select manifest from etl.segments"));
    }

    [Fact]
    public async Task WindowOfADelta_IsInSegmentManifestAndCounts()
    {
        var window = new TableWindow { Lo = "0", Until = "9" };
        var slice = await LandAsync(1, Two) with { Hi = "2", RowsRead = 7, RowsSkipped = 5 };

        var (segment, counts) = await loader.LoadAsync(night.Load([slice]) with { Window = window, Full = false }, default);

        Assert.Equal((window, false, "2"), (segment.Window, segment.Full, segment.Hi));
        Assert.Equal(new TableCounts { RowsRead = 7, RowsQuarantined = 0, RowsLoaded = 2, RowsSkipped = 5 }, counts);
        Assert.Equal(["False"], await home.RowsAsync("select is_full from etl.segments"));
        var manifest = await Manifest.LoadAsync(home.Store, LandingLayout.Manifest(AttemptPlace.Nightly(TestNight.Pipeline, night.RunDate, 1), TestNight.Source, TestNight.Table), null, default);
        Assert.Equal((new ManifestWindow("0", "2", "9"), 5L), (manifest.Window, manifest.RowsSkipped));
    }

    [Fact]
    public async Task Watermark_OfSeveralSlices_IsComparedAsItsType()
    {
        var nine = await LandAsync(1, "(9, '1.00', '2026-03-01 10:00')") with { Hi = "9" };
        var ten = await LandAsync(2, "(10, '1.00', '2026-03-01 10:00')") with { Hi = "10" };

        var (segment, _) = await loader.LoadAsync(night.Load([nine, ten]), default);

        Assert.Equal("10", segment.Hi);
    }

    [Fact]
    public async Task NoSlices_BecomeAnEmptySegment()
    {
        var command = night.Load([]);
        var (_, counts) = await loader.LoadAsync(command, default);
        Assert.Equal(new TableCounts { RowsRead = 0, RowsQuarantined = 0, RowsLoaded = 0 }, counts);
        Assert.Empty(await RowsAsync(command));
    }

    [Fact]
    public async Task SliceWithoutRows_IsLoaded()
    {
        var empty = await night.LandAsync(home, 2, $"{TestNight.Rows(Two)} where false");
        var (segment, _) = await loader.LoadAsync(night.Load([await LandAsync(1, Two), empty]), default);
        Assert.Equal(2, segment.Rows);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("missing")]
    public async Task DamagedLandingFile_IsNamed_AndNothingIsLoaded(string damage)
    {
        var (good, bad) = (await LandAsync(1, Two), await LandAsync(2, "(3, '1', '2026-03-01 12:00')"));
        await DamageAsync(home.PathOf(bad.Object), damage);

        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(night.Load([good, bad]), default));

        Assert.Contains(bad.Object, failure.Message, StringComparison.Ordinal);
        await AssertNothingIsLoadedAsync();
    }

    [Fact]
    public async Task SliceWhoseCountsDoNotAddUp_IsNotLoaded()
    {
        var slice = await LandAsync(1, Two) with { RowsRead = 3 };
        await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(night.Load([slice]), default));
        await AssertNothingIsLoadedAsync();
    }

    [Fact]
    public async Task SegmentWithOtherSumsThanTheStream_IsRefused()
    {
        var slice = await LandAsync(1, Two);
        slice = slice with { Sums = [.. slice.Sums.Select(sum => sum.Column == "amount" ? sum with { Sum = "9.51" } : sum)] };
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => loader.LoadAsync(night.Load([slice]), default));
        Assert.Contains("column amount has 1 NULLs, sum 9.50, expected was 1 NULLs, sum 9.51", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameCommandAgain_GivesTheSameSegment()
    {
        var command = night.Load([await QuarantineAsync(await LandAsync(1, Two), 1)]);
        var first = await loader.LoadAsync(command, default);
        var second = await loader.LoadAsync(command, default);
        Assert.Equal(first, second);
        Assert.Equal(["1"], await home.RowsAsync("select count(*) from etl.segments"));
        Assert.Equal(["shop.orders|orders.csv|7|no number|x,y"], await home.RowsAsync("select table_name, object, line, reason, record from etl.quarantine"));
    }

    [Fact]
    public async Task MoreQuarantinedThanAllowed_StopsWithTheFirstReasons()
    {
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(async () =>
            await loader.LoadAsync(night.Load([await QuarantineAsync(await LandAsync(1, Two), 3)]), default));
        Assert.Contains("3 of 5 records cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.Contains("orders.csv:7: no number", failure.Message, StringComparison.Ordinal);
        await AssertNothingIsLoadedAsync();
    }

    [Fact]
    public async Task CancelledLoad_LeavesNoSegment()
    {
        var command = night.Load([await LandAsync(1, Two)]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loader.LoadAsync(command, new CancellationToken(canceled: true)));
        await AssertNothingIsLoadedAsync();
    }

    [Fact]
    public async Task Discard_LeavesNothingInTheWarehouse_AlsoWhenCalledTwice()
    {
        await loader.LoadAsync(night.Load([await QuarantineAsync(await LandAsync(1, Two), 1)]), default);
        var effects = new LoaderEffects(home.Warehouses);

        await effects.DiscardAsync(night.Discard(), default);
        await effects.DiscardAsync(night.Discard(), default);

        Assert.Empty(await home.ObjectsAsync());
        await AssertNothingIsLoadedAsync();
        Assert.Equal(["0"], await home.RowsAsync("select count(*) from etl.quarantine"));
    }

    [Fact]
    public async Task Discard_LeavesTheOtherAttemptsSegments()
    {
        var other = night with { Attempt = 2 };
        await loader.LoadAsync(night.Load([await LandAsync(1, Two)]), default);
        var (kept, _) = await loader.LoadAsync(other.Load([await other.LandAsync(home, 1, TestNight.Rows(Two))]), default);

        await new LoaderEffects(home.Warehouses).DiscardAsync(night.Discard(), default);

        Assert.Equal([kept.Uid], await home.RowsAsync("select uid from etl.segments"));
    }

    private static async Task DamageAsync(string path, string damage)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        switch (damage)
        {
            case "missing":
                File.Delete(path);
                return;
            case "truncated":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            default:
                bytes[bytes.Length / 2] ^= 1;
                break;
        }

        await File.WriteAllBytesAsync(path, bytes);
    }

    private Task<LandedSlice> LandAsync(int k, string values) => night.LandAsync(home, k, TestNight.Rows(values));

    private async Task<LandedSlice> QuarantineAsync(LandedSlice slice, int records)
    {
        var stored = await home.WriteParquetAsync(
            LandingLayout.Quarantine(AttemptPlace.Nightly(TestNight.Pipeline, night.RunDate, 1), TestNight.Source, TestNight.Table, slice.K, Uid.New()),
            $"select 'orders.csv' as object, 7::bigint as line, 'no number' as reason, 'x,y' as record from range({records})");
        return slice with { Quarantine = stored.Key, RowsQuarantined = records, RowsRead = slice.Rows + records };
    }

    private Task<IReadOnlyList<string>> RowsAsync(LoadTable command) =>
        home.RowsAsync($"select * from raw__shop.\"shop__orders__{command.SegmentUid}\" order by id");

    private async Task AssertNothingIsLoadedAsync()
    {
        Assert.Equal(["0"], await home.RowsAsync("select count(*) from etl.segments"));
        Assert.DoesNotContain(await home.ObjectsAsync(), name => name.StartsWith("raw__shop.", StringComparison.Ordinal));
    }
}
