using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;

namespace EtlMesh.Warehouse.Tests.Postgres;

/// <summary>Large segments are made of parts, and nobody notices.</summary>
[Collection(PostgresTests.Name)]
public sealed class SegmentPartsTests(PostgresTests server)
{
    private const string Raw = "raw__daily_metrics";
    private const string Rows = "select i::bigint as id, case when i % 7 = 0 then null else 'text ' || i end as note, (i / 100)::decimal(12,2) as price from range(200000) t(i)";
    private const string Columns = "id bigint, note varchar, price decimal(12,2)";
    private static readonly string Tables = $"select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '{Raw}' and c.relkind = 'r'";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(95L << 20, 1)]
    [InlineData(96L << 20, 2)]
    [InlineData(100L << 30, 4)]
    public void Count_GrowsWithLanding(long bytes, int parts) => Assert.Equal(parts, SegmentParts.Count(bytes));

    [Fact]
    public async Task Load_Large_HoldsWhatASmallOneHolds()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenAsync(server);
        var small = await warehouse.LoadAsync(Rows, Columns);
        var spec = Large();
        var large = await warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(warehouse.Parquet(Rows))], default);
        var again = await warehouse.House.Segments.LoadAsync(spec, [], default);

        Assert.Equal((200000, 200000), (large.Rows, again.Rows));
        Assert.Equal(small.Sums, large.Sums);
        Assert.Equal(large.Sums, again.Sums);
        Assert.Equal(0L, await warehouse.ValueAsync($"select count(*) from (table {Table(small.Segment)} except all table {Table(large.Segment)}) as missing"));
        Assert.Equal(4L, await warehouse.ValueAsync($"select count(distinct tableoid) from {Table(large.Segment)}"));
        Assert.Equal(4L, await warehouse.ValueAsync($"select count(*) from pg_stats where schemaname = '{Raw}' and attname = 'note' and not inherited and (tablename like 'part\\_\\_%' or tablename like '%{spec.Uid}')"));
    }

    [Fact]
    public async Task Load_LargeAndWrong_LeavesNoTable()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenAsync(server);
        var file = warehouse.Parquet("select i::bigint as id, case when i = 190000 then 'a' || chr(0) else 'b' end as note, 1::decimal(12,2) as price from range(200000) t(i)");
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.House.Segments.LoadAsync(Large(), [warehouse.Landed(file)], default));
        Assert.Contains("column note: there is a text with a NUL character", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await warehouse.ValueAsync(Tables));
    }

    [Fact]
    public async Task Terminate_BetweenPartsAndSegment_NextLoadReplacesThem()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var spec = Large();
        await KilledAsync(warehouse, spec);
        Assert.Equal(3L, await warehouse.OthersValueAsync(Tables));

        var load = await KilledTests.AgainAsync(() => warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(warehouse.Parquet(Rows))], default));
        Assert.Equal(200000, load.Rows);
        Assert.Equal(200000L, await warehouse.OthersValueAsync($"select count(*) from {Table(load.Segment)}"));
        Assert.Equal(4L, await warehouse.OthersValueAsync(Tables));
    }

    [Fact]
    public async Task Sweep_PartsOfNoSegment_AreDroppedAndOthersStay()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var opening = await warehouse.AttemptAsync();
        var kept = await warehouse.House.Segments.LoadAsync(Large() with { Attempt = opening.Attempt }, [warehouse.Landed(warehouse.Parquet(Rows))], default);
        await KilledAsync(warehouse, Large());
        Assert.Equal(7L, await warehouse.OthersValueAsync(Tables));

        var sweep = new SweepSpec { Pipeline = TestWarehouse.Pipeline };
        var swept = await KilledTests.AgainAsync(() => warehouse.House.Releases.SweepAsync(sweep, default));
        Assert.Equal(3, swept.Dropped.Count);
        Assert.All(swept.Dropped, name => Assert.StartsWith($"{Raw}.part__", name, StringComparison.Ordinal));
        Assert.Equal(200000L, await warehouse.OthersValueAsync($"select count(*) from {Table(kept.Segment)}"));
    }

    [Fact]
    public async Task Sweep_WhileTheSegmentIsLoaded_LeavesItsParts()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await using var other = await warehouse.OpenHouseAsync();
        var swept = -1;
        var spec = Large();
        using (new EffectWatch(at =>
        {
            // Parts are committed then, and the segment is not.
            if (at == "start segment.commit")
                swept = Task.Run(() => other.Releases.SweepAsync(new SweepSpec { Pipeline = TestWarehouse.Pipeline }, default)).GetAwaiter().GetResult().Dropped.Count;
        }))
            Assert.Equal(200000, (await warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(warehouse.Parquet(Rows))], default)).Rows);
        Assert.Equal(0, swept);
        Assert.Equal(4L, await warehouse.OthersValueAsync(Tables));
    }

    [Fact]
    public async Task Discard_Large_TakesItsParts()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenAsync(server);
        var spec = Large();
        await warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(warehouse.Parquet(Rows))], default);
        await warehouse.House.Segments.DiscardAsync(spec.RunId, spec.Attempt, default);
        Assert.Equal(0L, await warehouse.ValueAsync(Tables));
    }

    private static SegmentSpec Large() => TestWarehouse.Segment(Columns) with { Bytes = 1L << 30 };

    private static string Table(SegmentRef segment) => $"{Raw}.{Names.Segment(segment.Source, segment.Table, segment.Uid)}";

    private static async Task KilledAsync(PostgresTestWarehouse warehouse, SegmentSpec spec)
    {
        using (new EffectWatch(at =>
        {
            if (at == "start segment.commit")
                KilledTests.Terminate(warehouse);
        }))
            await Assert.ThrowsAsync<TransientEtlException>(() => warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(warehouse.Parquet(Rows))], default));
    }
}
