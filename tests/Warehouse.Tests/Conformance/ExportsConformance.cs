using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class ExportsConformance
{
    /// <summary>In SQL that every engine takes.</summary>
    private const string Sales =
        """
        select 1 as id, timestamp '2026-01-02 23:59:59.999999' as sold_at, cast(1.50 as decimal(12,2)) as amount, 'a|b' as note, date '2026-01-02' as day_of_sale, cast(null as varchar(10)) as empty
        union all select 2, timestamp '2026-01-02 00:00:00', cast(2.25 as decimal(12,2)), null, date '2026-01-02', null
        union all select 3, timestamp '2026-02-01 00:00:00', cast(-3.00 as decimal(12,2)), 'Ünïcode', date '2026-02-01', null
        """;

    [Fact]
    public async Task Partitions_HaveTheirRows_AndADigestThatSaysWhatIsInThem()
    {
        await using var warehouse = await OpenAsync();
        var first = await PartitionsAsync(warehouse, Sales);
        var shuffled = await PartitionsAsync(warehouse, $"select empty as other, note, id, amount, sold_at, day_of_sale from ({Sales}) as s order by id desc");
        var changed = await PartitionsAsync(warehouse, $"select id, sold_at, cast(case when id = 2 then 2.26 else amount end as decimal(12,2)) as amount, note, day_of_sale from ({Sales}) as s");
        var swapped = await PartitionsAsync(warehouse, $"select id, sold_at, amount, case id when 1 then null when 2 then 'a|b' else note end as note, day_of_sale from ({Sales}) as s");

        Assert.Equal([(new DateOnly(2026, 1, 2), 2L), (new DateOnly(2026, 2, 1), 1L)], first.Select(partition => (partition.Date!.Value, partition.Rows)));
        Assert.Equal(first, shuffled);
        Assert.NotEqual(first[0].Digest, changed[0].Digest);
        Assert.NotEqual(first[0].Digest, swapped[0].Digest);
        Assert.Equal((first[1], first[1]), (changed[1], swapped[1]));
    }

    [Fact]
    public async Task Columns_AreInDuckDbsWords()
    {
        await using var warehouse = await OpenAsync();
        var candidate = await SealedAsync(warehouse, Sales);
        Assert.Equal(
            ["id INTEGER", "sold_at TIMESTAMP", "amount DECIMAL(12,2)", "note VARCHAR", "day_of_sale DATE", "empty VARCHAR"],
            (await warehouse.House.Exports!.ColumnsAsync(candidate.Pipeline, candidate.Uid, "sales", default)).Select(column => $"{column.Name} {column.Type}"));
        var missing = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.House.Exports!.ColumnsAsync(candidate.Pipeline, candidate.Uid, "nothing", default));
        Assert.Contains($"Exporting model nothing: candidate {candidate.Uid} has none of that name.", missing.Message);
    }

    [Theory]
    [InlineData(null, "1|01/02/2026|23:59:59.999999|1.50|a|b 2|01/02/2026|00:00:00.000000|2.25| 3|02/01/2026|00:00:00.000000|-3.00|Ünïcode")]
    [InlineData("2026-02-01", "3|02/01/2026|00:00:00.000000|-3.00|Ünïcode")]
    public async Task Export_IsOneFileInTheOrderOfItsPartitions(string? partition, string rows)
    {
        await using var warehouse = await OpenAsync();
        var spec = await SpecAsync(warehouse, await SealedAsync(warehouse, Sales), "sold_at");
        var file = Path.Combine(warehouse.Folder, "export.parquet");
        await warehouse.House.Exports!.WriteAsync(spec, partition is null ? null : [DateOnly.Parse(partition, System.Globalization.CultureInfo.InvariantCulture)], file, default);

        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        Assert.True(connection.Scalar<bool>($"select bool_and(day >= before) from (select \"partition date\" as day, lag(\"partition date\", 1, date '0001-01-01') over (order by file_row_number) as before from read_parquet('{file}', file_row_number = true))"));
        using var read = connection.Query($"select id || '|' || strftime(sold_at, '%m/%d/%Y|%H:%M:%S.%f') || '|' || amount || '|' || coalesce(note, '') from read_parquet('{file}') order by id");
        Assert.Equal(rows, string.Join(' ', read.Rows().Select(row => row[0])));
    }

    [Fact]
    public async Task InstantsArePartedInUtc_AndMonthsAreWhole()
    {
        await using var warehouse = await OpenAsync();
        var candidate = await SealedAsync(warehouse, "select 1 as id, timestamp with time zone '2026-01-31 23:30:00-02' as at union all select 2, timestamp with time zone '2026-02-28 12:00:00+00'");
        var spec = (await SpecAsync(warehouse, candidate, "at")) with { Granularity = ExportGranularity.Month };
        var only = Assert.Single(await warehouse.House.Exports!.PartitionsAsync(spec, default));
        Assert.Equal((new DateOnly(2026, 2, 1), 2L), (only.Date!.Value, only.Rows));
    }

    [Theory]
    [InlineData("null", "none")]
    [InlineData("'infinity'", "infinity")]
    public async Task RowsWithoutADate_AreRefusedByTheirNumber(string moment, string told)
    {
        await using var warehouse = await OpenAsync();
        var spec = await SpecAsync(warehouse, await SealedAsync(warehouse, $"select 1 as id, cast({moment} as timestamp) as at union all select 2, timestamp '2026-01-01 00:00:00'"), "at");
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.House.Exports!.PartitionsAsync(spec, default));
        Assert.StartsWith($"Parting model sales by at: 1 rows have {told}, which is in no partition.", refused.Message);
    }

    [Fact]
    public async Task ModelWithoutPartitions_IsOne()
    {
        await using var warehouse = await OpenAsync();
        var spec = await SpecAsync(warehouse, await SealedAsync(warehouse, Sales), null);
        var only = Assert.Single(await warehouse.House.Exports!.PartitionsAsync(spec, default));
        Assert.Equal((null, 3L), (only.Date, only.Rows));
        var file = Path.Combine(warehouse.Folder, "export.parquet");
        await warehouse.House.Exports!.WriteAsync(spec, null, file, default);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        Assert.Equal(3L, connection.Scalar<long>($"select count(*) from read_parquet('{file}') where sold_at is not null"));
    }

    protected abstract Task<TestWarehouse> OpenAsync();

    private static async Task<IReadOnlyList<ExportedPartition>> PartitionsAsync(TestWarehouse warehouse, string select) =>
        await warehouse.House.Exports!.PartitionsAsync(await SpecAsync(warehouse, await SealedAsync(warehouse, select), "sold_at"), default);

    private static async Task<CandidateSpec> SealedAsync(TestWarehouse warehouse, string select)
    {
        var spec = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "sales", select);
        await warehouse.House.Candidates.SealAsync(spec, default);
        return spec;
    }

    private static async Task<ExportSpec> SpecAsync(TestWarehouse warehouse, CandidateSpec candidate, string? by)
    {
        var columns = await warehouse.House.Exports!.ColumnsAsync(candidate.Pipeline, candidate.Uid, "sales", default);
        return new ExportSpec { Pipeline = candidate.Pipeline, Candidate = candidate.Uid, Model = "sales", Columns = columns, Types = [.. columns.Select(column => column.Type)], PartitionBy = by };
    }
}
