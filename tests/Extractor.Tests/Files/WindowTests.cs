using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>Which records of a file belong to a night's window, in every format and on both ways of reading.</summary>
public class WindowTests
{
    private const string Columns = "id: bigint; at: timestamp";

    private static readonly TableWindow Day = new() { Lo = "2026-01-02 00:00:00", Until = "2026-01-03 00:00:00" };

    public static TheoryData<string, string> Formats => new()
    {
        { "t.csv", "id,at\n1,2026-01-01 23:59:59.999999\n2,2026-01-02 00:00:00\n3,\n4,2026-01-02T23:59:59.999999Z\n5,2026-01-03 00:00:00\n6,2026-02-01 00:00:00\n" },
        { "t.csv", "id,at\r\n1,2026-01-01 23:59:59.999999\n2,2026-01-02 00:00:00\n3,\n4,2026-01-02T23:59:59.999999Z\n5,2026-01-03 00:00:00\n6,2026-02-01 00:00:00\n" },
        { "t.csv.gz", "id,at\n1,2026-01-01\n2,2026/1/2\n3,\n4,\"2026-01-02 23:59:59.999999\"\n5,2026-01-03\n6,2026-02-01\n" },
        { "t.jsonl", """
            {"id": 1, "at": "2026-01-01 10:00"}
            {"id": 2, "at": "2026-01-02"}
            {"id": 3}
            {"id": 4, "at": "2026-01-02T23:59:59.999999"}
            {"id": 5, "at": "2026-01-03"}
            {"id": 6, "at": "2026-02-01"}
            """ },
        { "t.json", """
            [{"id": 1, "at": "2026-01-01 10:00"}, {"id": 2, "at": "2026-01-02"}, {"id": 3, "at": null},
             {"id": 4, "at": "2026-01-02T23:59:59.999999"}, {"id": 5, "at": "2026-01-03"}, {"id": 6, "at": "2026-02-01"}]
            """ },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task RecordsOutside_AreSkippedAndCounted(string file, string content)
    {
        using var night = new FilesNight().With(file, content);
        var landing = await night.ExtractAsync(Keyed(file), Day);
        Assert.Equal([2L, 3L, 4L], Ids(landing));
        var slice = landing.Slices.Single();
        Assert.Equal((6L, 3L, 0L, 3L), (slice.RowsRead, slice.Rows, slice.RowsQuarantined, slice.RowsSkipped));
        Assert.Equal("2026-01-02 23:59:59.999999", slice.Hi);
        Assert.Equal("9", slice.Sums[0].Sum);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task WithoutAKey_LoIsLeftOutAndAMissingWatermarkIsQuarantined(string file, string content)
    {
        using var night = new FilesNight().With(file, content);
        var landing = await night.ExtractAsync(Keyed(file) with { Key = [] }, Day with { AfterLo = true });
        Assert.Equal([4L], Ids(landing));
        Assert.Equal(["column at: no watermark, which a table without a key needs"], landing.Reasons);
        var slice = landing.Slices.Single();
        Assert.Equal((6L, 1L, 1L, 4L), (slice.RowsRead, slice.Rows, slice.RowsQuarantined, slice.RowsSkipped));
    }

    [Theory]
    [InlineData("id,at\nx,2026-01-01\nx,2026-01-02\n3,soon\n4,2026-01-02,more\n5,2026-01-01,more\n6,2026-01-02\n", "3,4,5,6")]
    [InlineData("id,at\nx,2026-01-01\n6,2026-01-02\n", "")]
    public async Task BadRecordWithAReadableWatermark_IsJudgedInItsOwnNight(string content, string badLines)
    {
        using var night = new FilesNight().With("t.csv", content);
        var landing = await night.ExtractAsync(Keyed("t.csv"), Day);
        Assert.Equal([6L], Ids(landing));
        Assert.Equal(badLines, string.Join(',', landing.BadLines));
        Assert.Equal(1, landing.Slices.Single().RowsSkipped);
    }

    [Theory]
    [InlineData(null, false, "4", "1,2,3")]
    [InlineData("2", false, "4", "2,3")]
    [InlineData("2", true, null, "3,4,5")]
    [InlineData(null, false, null, "1,2,3,4,5")]
    public async Task OpenBounds_TakeEverythingOnTheirSide(string? lo, bool afterLo, string? until, string ids)
    {
        using var night = new FilesNight().With("t.csv", "id,at\n1,1\n2,2\n3,3\n4,4\n5,5\n");
        var table = FilesNight.Table("t.csv", "id: bigint; at: decimal(9,2)") with { Watermark = "AT", Key = ["id"] };
        var landing = await night.ExtractAsync(table, new TableWindow { Lo = lo, AfterLo = afterLo, Until = until });
        Assert.Equal(ids, string.Join(',', Ids(landing)));
    }

    [Fact]
    public async Task InstantsWithAZone_AreComparedAsInstants()
    {
        using var night = new FilesNight().With("t.csv", "id,at\n1,2026-01-02T01:00:00+02:00\n2,2026-01-02T01:00:00Z\n3,2026-01-02T23:00:00-02:00\n");
        var table = FilesNight.Table("t.csv", "id: bigint; at: timestamptz") with { Watermark = "at", Key = ["id"] };
        var landing = await night.ExtractAsync(table, new TableWindow { Lo = "2026-01-02 00:00:00+00", Until = "2026-01-03 02:00:00+02" });
        Assert.Equal([2L], Ids(landing));
    }

    [Fact]
    public async Task NothingInTheWindow_LandsAnEmptySliceThatSaysSo()
    {
        using var night = new FilesNight().With("t.csv", "id,at\n1,2026-01-01\n2,2026-01-01\n");
        var slice = (await night.ExtractAsync(Keyed("t.csv"), Day)).Slices.Single();
        Assert.Equal((2L, 0L, 2L), (slice.RowsRead, slice.Rows, slice.RowsSkipped));
        Assert.Null(slice.Hi);
    }

    [Fact]
    public async Task BadRecords_AreAShareOfThoseRead()
    {
        var skipped = string.Concat(Enumerable.Range(0, 98).Select(i => $"{i},2026-01-01\n"));
        using var night = new FilesNight().With("t.csv", $"id,at\n{skipped}x,2026-01-02\n1,2026-01-02\n");
        var table = FilesNight.Table("t.csv", Columns, "1%") with { Watermark = "at", Key = ["id"] };
        Assert.Equal(1, (await night.ExtractAsync(table, Day)).Slices.Single().RowsQuarantined);
    }

    private static TableDefinition Keyed(string file) => FilesNight.Table(file, Columns) with { Watermark = "at", Key = ["id"] };

    private static IEnumerable<long> Ids(Landing landing) => landing.Rows.Select(row => (long)row[0]!).Order();
}
