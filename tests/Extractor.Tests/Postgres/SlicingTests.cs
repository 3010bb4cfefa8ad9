using EtlMesh.Contracts;
using EtlMesh.Extractor.Postgres;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>Slices have about the same number of rows, whatever the key, and no row is in none or two of them.</summary>
[Collection(PostgresTests.Name)]
public sealed class SlicingTests(PostgresTests postgres)
{
    private const int Rows = 60_000;

    [Theory]
    [InlineData("k bigint primary key", "i")]
    [InlineData("k bigint primary key", "case when i < 30000 then i else 9223372036854700000 + i end")] // two heaps, and nearly nothing but a gap
    [InlineData("k bigint primary key", "-9223372036854775808 + i * i")]
    [InlineData("k int, u int not null unique", "null, i * 7")]
    [InlineData("k text collate \"en-x-icu\" primary key", "(array['ä', 'Z', 'a'])[1 + i % 3] || i")]
    [InlineData("k text collate \"C\" primary key", "'O''Brien \\ ' || md5(i::text)")]
    [InlineData("k char(40) primary key", "md5(i::text)")]
    [InlineData("k uuid primary key", "md5(i::text)::uuid")]
    [InlineData("k bytea primary key", "decode(md5(i::text), 'hex')")]
    [InlineData("k numeric(30,10) primary key", "i / 3.0")]
    [InlineData("k float8 primary key", "1.0 / i")]
    [InlineData("k timestamptz primary key", "'2020-01-01'::timestamptz + i * i * interval '1 microsecond'")]
    [InlineData("k date, l interval, primary key (k, l)", "'2020-01-01'::date + (i % 5)::int, i * interval '1 second'")]
    [InlineData("k int, l int, primary key (k, l)", "i % 3, i")]
    [InlineData("k text, l date, m int, primary key (k, l, m) include (extra), extra int default 1", "(array['a', 'b'])[1 + i % 2], '2026-01-01'::date, i")]
    [InlineData("k mood, l int, primary key (k, l)", "(array['sad', 'ok', 'happy'])[1 + i % 3]::mood, i")]
    public async Task Slices_AreEven(string columns, string values)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            $"create type mood as enum ('sad', 'ok', 'happy'); create table t ({columns}, filler text); insert into t ({Names(columns)}, filler) select {values}, 'x' from generate_series(1::bigint, {Rows}) i; analyze t;");
        var table = PostgresNight.Table("t") with { Slices = 6 };
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(6, slices.Count);
        Assert.Equal(Rows, slices.Sum(slice => slice.Rows));
        Assert.All(slices, slice => Assert.InRange(slice.Rows, Rows / 6 / 2, Rows / 6 * 2));
        Assert.Equal(Rows, (await night.RowsAsync(slices, plan.Columns)).Select(row => string.Join('|', row)).Distinct().Count());
    }

    [Fact]
    public async Task LargeTable_IsSampled()
    {
        const int Many = 400_000;
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"create table t (k bigint primary key, filler text); insert into t select case when i % 2 = 0 then i else i * 1000000000 end, 'some text' from generate_series(1::bigint, {Many}) i; analyze t;");
        var table = PostgresNight.Table("t") with { Slices = 5 };
        var slices = await night.LandAsync(table);
        Assert.Equal((5, (long)Many), (slices.Count, slices.Sum(slice => slice.Rows)));
        Assert.All(slices, slice => Assert.InRange(slice.Rows, Many / 5 * 0.7, Many / 5 * 1.4));
    }

    [Fact]
    public async Task RowsThatComeAfterPlanning_AreInTheOuterSlices()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (k int primary key); insert into t select generate_series(1, 30000); analyze t;");
        var table = PostgresNight.Table("t") with { Slices = 3 };
        var plan = await night.PlanAsync(table);
        await night.ExecuteAsync("insert into t values (-5), (99999999)");
        Assert.Equal(30_002, (await night.LandAsync(table, plan)).Sum(slice => slice.Rows));
    }

    [Theory]
    [InlineData("k int", null)]
    [InlineData("k json", null)]
    [InlineData("k int unique", null)] // NULLs are in no order with others
    [InlineData("k int, exclude using gist (int4range(k, k, '[]') with &&)", null)]
    public async Task TableWithoutAUsefulKey_IsOneSlice(string columns, string? key)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"create table t ({columns}); insert into t select i::text::json::text::{(columns.Contains("json", StringComparison.Ordinal) ? "json" : "int")} from generate_series(1, 100) i;");
        var table = PostgresNight.Table("t") with { Slices = 6, Key = key is null ? [] : [key] };
        Assert.Equal(100, Assert.Single(await night.LandAsync(table)).Rows);
    }

    [Fact]
    public async Task KeyOfThePipelineFile_CutsAViewAndKeepsNulls()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (k int); insert into t select case when i % 10 > 0 then i end from generate_series(1, 10000) i; create view v as select k, k * 2 as twice from t;");
        var table = PostgresNight.Table("v") with { Slices = 4, Key = ["K"] };
        var slices = await night.LandAsync(table);
        Assert.Equal((4, 10_000L), (slices.Count, slices.Sum(slice => slice.Rows)));
        Assert.Equal([1_000L, 0, 0, 0], slices.Select(slice => slice.Sums[0].Nulls));
    }

    [Fact]
    public async Task PartitionedTable_IsReadWhole()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            "create table t (k int, day date, primary key (k, day)) partition by range (day); create table t1 partition of t for values from ('2026-01-01') to ('2026-02-01'); create table t2 partition of t default; insert into t select i, '2026-01-01'::date + i % 60 from generate_series(1, 20000) i; analyze t;");
        var slices = await night.LandAsync(PostgresNight.Table("t") with { Slices = 4 });
        Assert.Equal((4, 20_000L), (slices.Count, slices.Sum(slice => slice.Rows)));
        var snapshot = await night.LandAsync(PostgresNight.Table("t") with { Slices = 4, Snapshot = Pipelines.SnapshotMode.Table });
        Assert.Equal(20_000, Assert.Single(snapshot).Rows);
    }

    [Fact]
    public async Task FewRows_MakeNoMoreSlicesThanRows()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (k int primary key); insert into t values (1), (5), (9);");
        var slices = await night.LandAsync(PostgresNight.Table("t") with { Slices = 8 });
        Assert.Equal(3, slices.Sum(slice => slice.Rows));
        Assert.InRange(slices.Count, 1, 3);
    }

    [Fact]
    public async Task EmptyTable_IsOneSliceAndStopsTheNightUnlessAllowed()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (k int primary key)");
        var table = PostgresNight.Table("t") with { Slices = 4 };
        Assert.Contains("has no record", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table))).Message, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(await night.LandAsync(table with { AllowEmpty = true })).Rows);
    }

    [Fact]
    public void ForeignDescription_IsTerminal() => Assert.Throws<TerminalEtlException>(() => PostgresSlice.Parse("nonsense"));

    [Fact]
    public void Bounds_AreLiterals() => Assert.Equal(
        "(\"a\"\"b\", \"c\") >= ('1'' or 1=1'::text, '\\'::text) and (\"a\"\"b\", \"c\") < ('2'::text, 'x'::text)",
        new KeyRange(["1' or 1=1", "\\"], ["2", "x"]).Where([new KeyColumn("a\"b", "text"), new KeyColumn("c", "text")]));

    private static string Names(string columns) =>
        string.Join(", ", columns.Split(", ").Select(column => column.Split(' ')[0]).Where(name => name is "k" or "u" or "l" or "m").Distinct());
}
