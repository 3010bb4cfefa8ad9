using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Warehouse.DuckDb;
using EtlMesh.Warehouse.Tests.Conformance;

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
            where coalesce("gone", false) = false
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
            where coalesce("gone", false) = false
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
            var random = RandomOverlay.Of(seed);
            connection.Execute(string.Join(";\n", random.Tables()));
            using var result = connection.Query($"select n from ({Overlay.Select(random.Table, RandomOverlay.Relation)}) order by n");
            Assert.Equal(random.Expected(), result.Rows().Select(row => (int)row[0]!));
        }
    }

    private static string Select(SnapshotTable table) => Overlay.Select(table, segment => "raw." + segment.Uid);

    private static SnapshotTable Table(string[] key, string? watermark, string? deleted, params string[] shapes) =>
        RandomOverlay.Shaped(key, watermark, deleted, shapes);
}
