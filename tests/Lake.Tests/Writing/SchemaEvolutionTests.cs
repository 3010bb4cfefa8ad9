using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;

namespace EtlMesh.Lake.Tests.Writing;

public sealed class SchemaEvolutionTests : IAsyncLifetime
{
    private TestLake lake = null!;

    [Fact]
    public async Task AddedColumn_IsNullInPartitionsThatStay()
    {
        var first = await lake.NightAsync(Sales.First);
        var second = await lake.NightAsync($"select *, case when id = 4 then 'card' end as paid_by from ({Sales.First})");

        var (old, table) = (first.Tables[0].Partitions, second.Tables[0]);
        Assert.Equal((2, 2), (table.Schema, table.Schemas.Count));
        Assert.Equal([1, 1, 2], table.Partitions.Select(partition => partition.Schema));
        Assert.Equal((old[0].Location, old[1].Location), (table.Partitions[0].Location, table.Partitions[1].Location));
        Assert.Equal(["1|", "2|", "3|", "4|card"], await lake.RowsAsync("select id, paid_by from sales order by id"));
        Assert.Equal(second.Release, table.Schemas[1].Release);
    }

    [Fact]
    public async Task WiderType_IsCastInPartitionsThatStay()
    {
        var first = await lake.NightAsync(Sales.First);
        var second = await lake.NightAsync($"select id::bigint as id, sold_at, amount::decimal(18,2) as amount from ({Sales.First})");

        Assert.Equal(first.Tables[0].Partitions.Select(partition => partition.Location), second.Tables[0].Partitions.Select(partition => partition.Location));
        Assert.Equal(["BIGINT|DECIMAL(18,2)|10.75"], await lake.RowsAsync("select typeof(any_value(id)), typeof(any_value(amount)), sum(amount) from sales"));
    }

    [Fact]
    public async Task OtherType_WritesThePartitionsAnew()
    {
        var first = await lake.NightAsync(Sales.First);
        var second = await lake.NightAsync($"select id::varchar as id, sold_at, amount from ({Sales.First})");

        Assert.Empty(first.Tables[0].Partitions.Select(partition => partition.Location).Intersect(second.Tables[0].Partitions.Select(partition => partition.Location)));
        Assert.Equal(Sales.FirstRows, await lake.RowsAsync(Sales.Query));
    }

    [Fact]
    public async Task DroppedColumn_IsInNoFileThatIsShown()
    {
        await lake.NightAsync($"select *, 'x' as secret from ({Sales.First})");
        var second = await lake.NightAsync(Sales.First);

        Assert.Equal(Sales.FirstRows, await lake.RowsAsync(Sales.Query));
        Assert.Equal([2, 2, 2], second.Tables[0].Partitions.Select(partition => partition.Schema));
        Assert.Equal(["6"], await lake.RowsAsync("select count(*) from (describe sales)"));
    }

    [Fact]
    public async Task OtherPartitions_StartAnew()
    {
        await lake.NightAsync(Sales.First);
        lake.Table = lake.Table with { Granularity = LakeGranularity.Month };
        var second = await lake.NightAsync(Sales.First);

        Assert.Equal([3L, 1L], second.Tables[0].Partitions.Select(partition => partition.Rows));
        Assert.StartsWith("sales/year=2026/month=01/", second.Tables[0].Partitions[0].Location);
        Assert.Equal(["1|2026|1", "2|2026|1", "3|2026|1", "4|2026|2"], await lake.RowsAsync("select id, year, month from sales order by id"));
    }

    [Fact]
    public async Task TableWithoutPartitions_IsOneLocation()
    {
        lake.Table = new LakeTableDefinition { Model = "sales" };
        var catalog = await lake.NightAsync(Sales.First);

        var partition = Assert.Single(catalog.Tables[0].Partitions);
        Assert.Matches("^sales/[0-9a-f]{32}/$", partition.Location);
        Assert.Equal(["4|10.75"], await lake.RowsAsync("select count(*), sum(amount) from sales"));
    }

    [Fact]
    public async Task EmptyModel_IsAnEmptyTable()
    {
        await lake.NightAsync($"select * from ({Sales.First}) where false");
        Assert.Equal(["0"], await lake.RowsAsync("select count(*) from sales where year = 2026"));
    }

    [Fact]
    public async Task SmallFiles_BecomeOneInTheNextRelease()
    {
        lake.Sizes = new FileSizes(Target: 2000, Small: 0);
        var first = (await lake.NightAsync("select i as id, timestamp '2026-01-01' as sold_at, md5(i::varchar) as note from range(2000) as t(i)")).Tables[0].Partitions.Single();
        Assert.True(first.Files.Count > 10);
        Assert.Equal((2000L, 2000L), (first.Rows, first.Files.Sum(file => file.Rows)));
        Assert.Equal(["2000|1999000"], await lake.RowsAsync("select count(distinct note), sum(id) from sales"));

        lake.Sizes = FileSizes.Usual;
        var second = (await lake.NightAsync("select i as id, timestamp '2026-01-01' as sold_at, md5(i::varchar) as note from range(2000) as t(i)")).Tables[0].Partitions.Single();
        Assert.Single(second.Files);
        Assert.Equal((first.Digest, first.Rows), (second.Digest, second.Rows));
        Assert.Equal(["2000|1999000"], await lake.RowsAsync("select count(distinct note), sum(id) from sales"));
    }

    [Theory]
    [InlineData("select 1 as id, null::timestamp as sold_at", "Parting model sales by sold_at: 1 rows have none, which is in no partition.")]
    [InlineData("select 1 as id, timestamp 'infinity' as sold_at", "Parting model sales by sold_at: 1 rows have infinity, which is in no partition.")]
    [InlineData("select 1 as id, 'x' as sold_at", "`partition_by` names sold_at, which is VARCHAR and no date or timestamp.")]
    [InlineData("select 1 as id", "`partition_by` names sold_at, which is none of its columns: id.")]
    [InlineData("select 1 as month, timestamp '2026-01-01' as sold_at", "column month has the name of a partition's.")]
    public async Task ModelThatCannotBeParted_IsRefusedWithTheReason(string select, string reason)
    {
        var night = await lake.BuildAsync(select);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => lake.PublishAsync(night));
        Assert.Contains(reason, refused.Message);
        Assert.Null(await lake.Warehouse.Releases.HeadAsync(TestLake.Pipeline, default));
    }

    [Fact]
    public async Task InstantsAndDates_AreInTheirPartitionInUtc()
    {
        await lake.NightAsync("select * from (values (1, timestamptz '2026-01-01 23:30:00-02'), (2, timestamptz '2026-01-01 23:30:00+02')) as t(id, sold_at)");
        Assert.Equal(["1|2", "2|1"], await lake.RowsAsync("select id, day from sales order by id"));
        lake.Table = lake.Table with { PartitionBy = "day_of_sale" };
        await lake.NightAsync("select 7 as id, date '2026-05-31' as day_of_sale");
        Assert.Equal(["7|5|31"], await lake.RowsAsync("select id, month, day from sales where day_of_sale between date '2026-05-31' and date '2026-06-30'"));
    }

    [Fact]
    public async Task EveryType_IsWrittenAsReadersShareIt_WithItsValue()
    {
        lake.Table = new LakeTableDefinition { Model = "sales" };
        var catalog = await lake.NightAsync(
            """
            select 200::utinyint as a, 60000::usmallint as b, 4000000000::uinteger as c, 18446744073709551615::ubigint as d, (170141183460469231731687303715884105727 // 10)::hugeint as e,
                   1.25::float as f, 'a'::enum('a', 'b') as g, time '12:34:56.5' as h, interval '1 month 2 days' as i, '{"k": 1}'::json as j,
                   uuid '00000000-0000-0000-0000-000000000001' as k, timestamptz '2026-01-01 00:00:00.000001+00' as l, timestamp_ns '2026-01-01 00:00:00.000001' as m,
                   [uuid '00000000-0000-0000-0000-000000000001'] as n, {'x': 1::utinyint, 'y z': 'q'} as o, map {'k': 2} as p, '\x00\xFF'::blob as q, 12345678901234567890.123456789::decimal(38,9) as r
            """);
        var file = Path.Combine(lake.Objects, lake.Place.Key(catalog.Tables[0].Partitions[0].Location), "part-00000.parquet");
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        using (var physical = connection.Query($"select name || ' ' || type || coalesce(' ' || converted_type, '') from parquet_schema('{file}') where length(name) = 1 and type is not null"))
            Assert.Equal(
                [
                    "a INT32 INT_16", "b INT32 INT_32", "c INT64 INT_64", "d FIXED_LEN_BYTE_ARRAY DECIMAL", "e FIXED_LEN_BYTE_ARRAY DECIMAL", "f FLOAT", "g BYTE_ARRAY UTF8", "h BYTE_ARRAY UTF8", "i BYTE_ARRAY UTF8", "j BYTE_ARRAY UTF8",
                    "k BYTE_ARRAY UTF8", "l INT64 TIMESTAMP_MICROS", "m INT64 TIMESTAMP_MICROS", "q BYTE_ARRAY", "r FIXED_LEN_BYTE_ARRAY DECIMAL", "x INT32 INT_16",
                ],
                physical.Rows().Select(row => (string)row[0]!).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["200|60000|4000000000|18446744073709551615|17014118346046923173168730371588410572|1.25|a|12:34:56.5|1 month 2 days|{\"k\": 1}|00000000-0000-0000-0000-000000000001"],
            await lake.RowsAsync("select a, b, c, d, e::varchar, f, g, h, i, j, k from sales"));
        Assert.Equal(
            ["2026-01-01 00:00:00.000001+00|2026-01-01 00:00:00.000001|[00000000-0000-0000-0000-000000000001]|{'x': 200, 'y z': q}|{k=2}|00FF|12345678901234567890.123456789"],
            await lake.RowsAsync("select l::varchar, m::varchar, n::varchar, replace(o::varchar, '1', '200'), p::varchar, hex(q), r::varchar from sales"));
    }

    [Fact]
    public async Task ManyPartitions_AreWrittenWithFewFilesOpen()
    {
        using var open = new OpenWrites();
        var catalog = await lake.NightAsync(Sales.Days(400));

        Assert.Equal(400, catalog.Tables[0].Partitions.Count);
        Assert.InRange(open.Most, 1, 5);
        Assert.Equal(["400|798.00"], await lake.RowsAsync("select count(*), sum(amount) from sales"));
        Assert.False(Directory.Exists(lake.Scratch) && Directory.EnumerateFileSystemEntries(lake.Scratch).Any());
    }

    public async Task InitializeAsync() => lake = await TestLake.OpenAsync();

    public async Task DisposeAsync() => await lake.DisposeAsync();
}
