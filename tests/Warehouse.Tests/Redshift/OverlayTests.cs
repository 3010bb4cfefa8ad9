using EtlMesh.Contracts;
using EtlMesh.Warehouse.Redshift;
using EtlMesh.Warehouse.Tests.Conformance;
using EtlMesh.Warehouse.Tests.Postgres;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Redshift;

[Collection(PostgresTests.Name)]
public sealed class OverlayTests(PostgresTests server)
{
    private const string Shape = "id bigint, at timestamp, gone boolean";

    [Fact]
    public void Select_OneSegmentWithTombstones_LeavesThemOut() =>
        Assert.Equal(
            """
            select "id", "at", "gone" from (
            select "id", "at", "gone" from raw.a
            ) as overlaid
            where coalesce("gone", false) = false
            """,
            Select(["id"], "at", "gone", Shape));

    [Fact]
    public void Select_NoKey_AppendsFitsColumnsAndShowsStoredMoments() =>
        Assert.Equal(
            """
            select cast("id" as bigint) as "id", cast(null as varchar(65535)) as "note", ("seen" at time zone 'UTC') as "seen" from raw.a
            union all
            select "id", "note", ("seen" at time zone 'UTC') as "seen" from raw.b
            """,
            Select([], null, null, "ID integer, seen timestamptz", "Id bigint, Note varchar, seen timestamptz"));

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
              select distinct "id", 1 as etlmesh__touched from deltas
            ), contested as (
              select base."id", base."at", base."gone", base.etlmesh__load from base join touched on touched."id" = base."id"
              union all
              select base."id", base."at", base."gone", base.etlmesh__load from base where base."id" is null
              union all
              select "id", "at", "gone", etlmesh__load from deltas
            ), ranked as (
              select "id", "at", "gone", etlmesh__load, first_value(etlmesh__load) over (partition by "id" order by "at" desc nulls last, etlmesh__load desc rows between unbounded preceding and unbounded following) as etlmesh__winner from contested
            )
            select "id", "at", "gone" from (
              select base."id", base."at", base."gone" from base left join touched on touched."id" = base."id" where touched.etlmesh__touched is null and base."id" is not null
              union all
              select "id", "at", "gone" from ranked where etlmesh__load = etlmesh__winner
            ) as overlaid
            where coalesce("gone", false) = false
            """,
            Select(["id"], "at", "gone", Shape, Shape, Shape));

    [Fact]
    public void Select_KeyThatIsNoColumn_IsTerminal() =>
        Assert.Contains("`nr`", Assert.Throws<TerminalEtlException>(() => Select(["nr"], null, null, Shape)).Message);

    [Fact]
    public async Task Select_RandomSegments_EqualsAModelInMemory()
    {
        await using var source = NpgsqlDataSource.Create(await server.Server.CreateDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = RandomOverlay.Of(seed);
            var select = Overlay.Select(random.Table, RandomOverlay.Relation);
            DenyList.Check(select);
            await using var command = new NpgsqlCommand($"{string.Join(";\n", random.Tables())};\nselect n from ({select}) as source order by n", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<int>();
            while (await reader.ReadAsync())
                rows.Add(reader.GetInt32(0));
            Assert.Equal(random.Expected(), rows);
        }
    }

    private static string Select(string[] key, string? watermark, string? deleted, params string[] shapes) =>
        Overlay.Select(RandomOverlay.Shaped(key, watermark, deleted, shapes), segment => "raw." + segment.Uid);
}
