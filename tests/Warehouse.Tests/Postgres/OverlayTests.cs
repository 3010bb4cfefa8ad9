using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;
using EtlMesh.Warehouse.Tests.Conformance;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

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
            Select(Table(["id"], "at", "gone", Shape)));

    [Fact]
    public void Select_NoKey_AppendsFitsColumnsAndFoldsNames() =>
        Assert.Equal(
            """
            select cast("id" as bigint) as "id", cast(null as text) as "note", "amount" from raw.a
            union all
            select "id", "note", "amount" from raw.b
            """,
            Select(Table([], null, null, "ID integer, amount decimal(12,2)", "Id bigint, Note varchar, Amount DECIMAL(12,2)")));

    [Fact]
    public void Select_BaseAndDeltas_RanksOnlyWhatTheyTouch() =>
        Assert.Equal(
            """
            with base as not materialized (
              select "id", "at", "gone", 0 as etlmesh__load from raw.a
            ), deltas as (
              select "id", "at", "gone", 1 as etlmesh__load from raw.b
              union all
              select "id", "at", "gone", 2 as etlmesh__load from raw.c
            ), touched as (
              select distinct "id" from deltas
            ), nameless as materialized (
              select "id" from touched where "id" is null
            ), contested as (
              select base.* from base where exists (select from touched where touched."id" = base."id")
              union all
              select base.* from base where exists (select from nameless where nameless."id" is not distinct from base."id")
              union all
              select * from deltas
            ), ranked as (
              select contested.*, first_value(etlmesh__load) over (partition by "id" order by "at" desc nulls last, etlmesh__load desc) as etlmesh__winner from contested
            )
            select "id", "at", "gone" from (
              select "id", "at", "gone" from base where not exists (select from touched where touched."id" = base."id") and not exists (select from nameless where nameless."id" is not distinct from base."id")
              union all
              select "id", "at", "gone" from ranked where etlmesh__load = etlmesh__winner
            ) as overlaid
            where coalesce("gone", false) = false
            """,
            Select(Table(["id"], "at", "gone", Shape, Shape, Shape)));

    [Fact]
    public void Select_KeyThatIsNoColumn_IsTerminal() =>
        Assert.Contains("`nr`", Assert.Throws<TerminalEtlException>(() => Select(Table(["nr"], null, null, Shape))).Message);

    [Fact]
    public async Task Select_RandomSegments_EqualsAModelInMemory()
    {
        await using var source = NpgsqlDataSource.Create(await server.Server.CreateDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = RandomOverlay.Of(seed);
            await using var command = new NpgsqlCommand(
                $"{string.Join(";\n", random.Tables())};\nselect n from ({Overlay.Select(random.Table, RandomOverlay.Relation)}) as source order by n", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<int>();
            while (await reader.ReadAsync())
                rows.Add(reader.GetInt32(0));
            Assert.Equal(random.Expected(), rows);
        }
    }

    [Fact]
    public async Task Select_ManyBaseRowsFewDeltas_JoinsByHash()
    {
        await using var source = NpgsqlDataSource.Create(await server.Server.CreateDatabaseAsync());
        await using var connection = await source.OpenConnectionAsync();
        await using var make = new NpgsqlCommand(
            """
            create table sa as select i::bigint as id, 1 as "at", false as gone, i as n from generate_series(1, 50000) as t(i);
            create table sb as select i::bigint * 100 as id, 2 as "at", false as gone, -i as n from generate_series(1, 100) as t(i);
            analyze sa; analyze sb
            """, connection);
        await make.ExecuteNonQueryAsync();
        var table = Table(["id"], "at", "gone", RandomOverlay.Shape, RandomOverlay.Shape);
        await using var command = new NpgsqlCommand($"explain select * from ({Overlay.Select(table, RandomOverlay.Relation)}) as source", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));
        Assert.Contains(plan, line => line.Contains("Hash", StringComparison.Ordinal) && line.Contains("Anti Join", StringComparison.Ordinal));
    }

    private static string Select(SnapshotTable table) => Overlay.Select(table, segment => "raw." + segment.Uid);

    private static SnapshotTable Table(string[] key, string? watermark, string? deleted, params string[] shapes) =>
        RandomOverlay.Shaped(key, watermark, deleted, shapes);
}
