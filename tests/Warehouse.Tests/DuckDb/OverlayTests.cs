using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Warehouse.Tests.DuckDb;

public sealed class OverlayTests
{
    private const string Shape = "id bigint, at timestamp, gone boolean";

    [Fact]
    public void Select_OneSegment_IsTheSegment() =>
        Assert.Equal(
            """select "id", "at", "gone" from raw.a""",
            Select(Table(["id"], "at", null, Shape)));

    [Fact]
    public void Select_OneSegmentWithTombstones_LeavesThemOut() =>
        Assert.Equal(
            """
            select "id", "at", "gone" from (
            select "id", "at", "gone" from raw.a
            )
            where "gone" is distinct from true
            """,
            Select(Table(["id"], "at", "gone", Shape)));

    [Fact]
    public void Select_NoKey_AppendsAndFitsColumns() =>
        Assert.Equal(
            """
            select cast("id" as bigint) as "id", cast(null as varchar) as "note" from raw.a
            union all
            select "id", "note" from raw.b
            """,
            Select(Table([], null, null, "id integer", "id bigint, note varchar")));

    [Fact]
    public void Select_BaseAndDeltas_RanksOnlyWhatTheyTouch() =>
        Assert.Equal(
            """
            with base as (
              select "id", "at", "gone", 0 as etlmesh__load from raw.a
            ), deltas as (
              select "id", "at", "gone", 1 as etlmesh__load from raw.b
              union all
              select "id", "at", "gone", 2 as etlmesh__load from raw.c
            ), touched as (
              select distinct "id" from deltas
            ), contested as (
              select base.* from base semi join touched on base."id" is not distinct from touched."id"
              union all
              select * from deltas
            ), winning as (
              select * from contested
              qualify etlmesh__load = first_value(etlmesh__load) over (partition by "id" order by "at" desc nulls last, etlmesh__load desc)
            )
            select "id", "at", "gone" from (
              select base.* from base anti join touched on base."id" is not distinct from touched."id"
              union all
              select * from winning
            )
            where "gone" is distinct from true
            """,
            Select(Table(["id"], "at", "gone", Shape, Shape, Shape)));

    [Fact]
    public void Select_KeyThatIsNoColumn_IsTerminal() =>
        Assert.Contains("`nr`", Assert.Throws<TerminalEtlException>(() => Select(Table(["nr"], null, null, Shape))).Message);

    [Theory]
    [InlineData("bigint); drop table x; --")]
    [InlineData("varchar) , (select 1")]
    [InlineData("")]
    public void Select_TypeThatIsNone_IsTerminal(string type)
    {
        var table = Table(["id"], null, null, Shape) with { Columns = [new ColumnSpec { Name = "id", Type = type }] };
        Assert.Throws<TerminalEtlException>(() => Select(table));
    }

    [Fact]
    public void Select_RandomSegments_EqualsAModelInMemory()
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var segments = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Rows(random)).ToList();
            for (var i = 0; i < segments.Count; i++)
            {
                connection.Execute($"create or replace table s{i} (id bigint, \"at\" integer, gone boolean, n integer)");
                foreach (var row in segments[i])
                    connection.Execute($"insert into s{i} values (?, ?, ?, ?)", default, row.Id, row.At, row.Gone, row.N);
            }

            var table = Table(["id"], "at", "gone", [.. segments.Select(_ => "id bigint, at integer, gone boolean, n integer")]);
            using var result = connection.Query($"select n from ({Overlay.Select(table, segment => "s" + (segment.Uid[0] - 'a'))}) order by n");
            Assert.Equal(Expected(segments), result.Rows().Select(row => (int)row[0]!));
        }
    }

    private sealed record Row(long? Id, int? At, bool? Gone, int N);

    // Few keys and watermarks, so that ties, late rows, duplicates and NULLs are common.
    private static List<Row> Rows(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => new Row(
            random.Next(12) == 0 ? null : random.Next(5),
            random.Next(8) == 0 ? null : random.Next(4),
            random.Next(6) switch { 0 => null, 1 => true, _ => false },
            random.Next()))];

    private static IEnumerable<int> Expected(List<List<Row>> segments)
    {
        var all = segments.SelectMany((rows, load) => rows.Select(row => (Row: row, Load: load)));
        return all.GroupBy(entry => entry.Row.Id ?? -1).SelectMany(key =>
        {
            var winner = key.MaxBy(entry => (entry.Row.At ?? -1, entry.Load)).Load;
            return key.Where(entry => entry.Load == winner && entry.Row.Gone != true);
        }).Select(entry => entry.Row.N).Order();
    }

    private static string Select(SnapshotTable table) => Overlay.Select(table, segment => "raw." + segment.Uid);

    // Segment a, b, c …; the table's columns are the last segment's.
    private static SnapshotTable Table(string[] key, string? watermark, string? deleted, params string[] shapes) => new()
    {
        Source = "shop",
        Table = "orders",
        Columns = TestWarehouse.Columns(shapes[^1]),
        Key = key,
        Watermark = watermark,
        Deleted = deleted,
        Segments = [.. shapes.Select((shape, i) => new SnapshotSegment { Uid = ((char)('a' + i)).ToString(), Rows = 1, Columns = TestWarehouse.Columns(shape) })],
    };
}
