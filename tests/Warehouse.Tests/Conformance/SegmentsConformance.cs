using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class SegmentsConformance
{
    [Fact]
    public async Task Load_SameUidAgain_ReturnsWhatIsThere()
    {
        await using var warehouse = await OpenAsync();
        var uid = Uid.New();
        var first = await warehouse.LoadAsync("select 1.50::decimal(12,2) as amount, 3 as id union all select null, 4", "id bigint, amount decimal(12,2)", uid: uid);
        var again = await warehouse.LoadAsync("select 9 as id, 9.0 as amount", "id bigint, amount decimal(12,2)", uid: uid);
        Assert.Equal(2, first.Rows);
        Assert.Equal(first.Sums, again.Sums);
        Assert.Equal(("7", "1.50", 1L), (first.Sums[0].Sum, first.Sums[1].Sum, first.Sums[1].Nulls));
    }

    [Fact]
    public async Task Load_NoFiles_EmptySegment()
    {
        await using var warehouse = await OpenAsync();
        Assert.Equal(0, (await warehouse.House.Segments.LoadAsync(TestWarehouse.Segment("id bigint"), [], default)).Rows);
    }

    [Fact]
    public async Task Load_ColumnMissingInTheFile_LeavesNoTable()
    {
        await using var warehouse = await OpenAsync();
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync("select 1 as id", "id bigint, amount bigint"));
        Assert.Contains("loading segment", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0L, await warehouse.ValueAsync("select count(*) from information_schema.tables where table_schema = 'raw__daily_metrics'"));
    }

    [Fact]
    public async Task Load_FourAtOnce_AllThere()
    {
        await using var warehouse = await OpenAsync();
        var loads = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => warehouse.LoadAsync($"select i as id from range({i}) t(i)", "id bigint", table: $"t{i}")));
        Assert.Equal([1L, 2, 3, 4], loads.Select(load => load.Rows));
    }

    [Fact]
    public async Task Quarantine_SameObjectAgain_IndexedOnce()
    {
        await using var warehouse = await OpenAsync();
        var path = warehouse.Parquet("select 'orders.csv' as object, 3::bigint as line, 'bad type' as reason, '1,x' as record");
        for (var twice = 0; twice < 2; twice++)
            await warehouse.House.Segments.QuarantineAsync(TestWarehouse.Segment("id bigint"), warehouse.Landed(path), default);
        Assert.Equal("orders.csv", await warehouse.ValueAsync("select object from etl.quarantine"));
    }

    [Fact]
    public async Task Snapshot_DeltaNights_OverlayOnThePast()
    {
        await using var warehouse = await OpenAsync();
        var parent = await NightAsync(warehouse, 0, null, "select 1::bigint as id, 10 as n, 5 as at union all select 2, 20, 9", "9", full: true);
        parent = await NightAsync(warehouse, 1, parent, "select 2::bigint as id, 21 as n, 8 as at union all select 3, 30, 11", "11", full: false);
        Assert.Equal([10, 20, 30], (await warehouse.RowsAsync("select n from daily_metrics.all_orders order by id")).Select(row => row[0]));
        var head = await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default);
        Assert.Equal((parent, "11", 2), (head!.Id, head.Snapshot.Tables[0].Hi, head.Snapshot.Tables[0].Segments.Count));

        // An old window again: its rows are older, and so is its watermark.
        await NightAsync(warehouse, 2, parent, "select 1::bigint as id, 11 as n, 4 as at", "4", full: false);
        Assert.Equal([10, 20, 30], (await warehouse.RowsAsync("select n from daily_metrics.all_orders order by id")).Select(row => row[0]));
        Assert.Equal("11", (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))!.Snapshot.Tables[0].Hi);
    }

    private static async Task<string> NightAsync(TestWarehouse warehouse, int night, string? parent, string rows, string hi, bool full)
    {
        var day = TestWarehouse.Day.AddDays(night);
        await warehouse.AttemptAsync(day);
        var load = await warehouse.LoadAsync(rows, "id bigint, n integer, at integer", hi, full, day);
        var spec = TestWarehouse.Candidate(parent, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment, Key = ["id"], Watermark = "at" }], day);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "all_orders", "select * from {source}", "view");
        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec));
        Assert.Equal(PublishState.Published, (await warehouse.House.Releases.PublishAsync(release, default)).State);
        return release.Release;
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
