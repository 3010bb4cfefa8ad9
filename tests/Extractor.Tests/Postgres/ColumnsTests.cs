using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>Columns arrive as their own type or as the one that is declared; what that cannot hold is put aside.</summary>
[Collection(PostgresTests.Name)]
public sealed class ColumnsTests(PostgresTests postgres)
{
    [Theory]
    [InlineData("numeric(38,10)", "decimal(38,10)", "-9999999999999999999999999999.9999999999", null)]
    [InlineData("numeric", "varchar", "NaN", null)]
    [InlineData("timestamptz", "timestamptz", "infinity", null)]
    [InlineData("timestamp", "timestamp", "-infinity", null)]
    [InlineData("date", "date", "4713-01-01 BC", "4713-01-01 (BC)")]
    [InlineData("interval", "interval", "1 year 2 mons -3 days 100:00:00.000001", "1 year 2 months -3 days 100:00:00.000001")]
    [InlineData("interval", "interval", "-178000000 years", null)]
    [InlineData("interval", "interval", "-2562047788:00:54.775807", null)]
    [InlineData("uuid", "uuid", "ffffffff-0000-0000-0000-000000000001", null)]
    [InlineData("jsonb", "json", "{\"a\": [1, null]}", null)]
    [InlineData("bytea", "blob", "\\x00ff27", "\\x00\\xFF\\x27")]
    [InlineData("int4[]", "integer[]", "{1,NULL,3}", "[1, NULL, 3]")]
    [InlineData("text[]", "varchar[]", "{a long text that is kept elsewhere,NULL}", "[a long text that is kept elsewhere, NULL]")]
    [InlineData("int4[][]", "varchar", "{{1,2},{3,4}}", null)]
    [InlineData("mood", "varchar", "so so", null)]
    [InlineData("inet", "varchar", "10.0.0.1/8", null)]
    [InlineData("timetz", "varchar", "12:00:00+02", null)]
    [InlineData("oid", "uinteger", "4294967295", null)]
    public async Task Column_ArrivesExactly(string declared, string type, string value, string? expected)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"create type mood as enum ('good', 'so so'); create table t (id int not null, v {declared}); insert into t values (1, '{value.Replace("'", "''", StringComparison.Ordinal)}'), (2, null)");
        var plan = await night.PlanAsync(PostgresNight.Table("t"));
        Assert.Equal([new ColumnSpec { Name = "id", Type = "integer", Nullable = false }, new ColumnSpec { Name = "v", Type = type }], plan.Columns);
        var slices = await night.LandAsync(PostgresNight.Table("t"), plan);
        Assert.Equal([expected ?? value, null], (await night.RowsAsync(slices, plan.Columns)).Select(row => row[1]));
        Assert.Equal(1, slices[0].Sums[1].Nulls);
    }

    [Fact]
    public async Task DeclaredType_Wins()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            "create table t (\"Id\" int, a numeric, b text, c float8, d bool, e timestamp, f text, g int8); insert into t values (1, 1.50, '{\"x\": 1}', 0.1, true, '2026-01-01 10:00', '12.25', 7)");
        var table = PostgresNight.Table("t", "g: decimal(5,2); id: bigint; a: decimal(10,2); b: json; c: decimal(4,2); d: varchar; e: date; f: double");
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, plan);
        // A day that is none whole is not cut to one.
        Assert.Equal("column e: `2026-01-01 10:00:00` is not a DATE", Assert.Single(await night.QuarantinedAsync(slices))[1]);
        await night.ExecuteAsync("update t set e = '2026-01-01'");
        var dated = table with { Columns = [.. table.Columns!.Select(column => column.Name == "e" ? column with { Type = "timestamp" } : column)] };
        plan = await night.PlanAsync(dated);
        Assert.Equal((List<string?>)["7.00", "1", "1.50", "{\"x\": 1}", "0.10", "true", "2026-01-01 00:00:00", "12.25"], Assert.Single(await night.RowsAsync(await night.LandAsync(dated, plan), plan.Columns)));
    }

    [Fact]
    public async Task ValueThatDoesNotFit_IsQuarantinedWithTheReason()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            "create table t (id int, a numeric, b int[], c timestamp); insert into t values (1, 1.005, null, null), (2, 'NaN', null, null), (3, 2.25, '{{1},{2}}', null), (4, 2.25, '{1}', '294276-12-31'), (5, 2.25, '{1}', '2026-01-01')");
        var table = PostgresNight.Table("t", "id: int; a: decimal(10,2); b: varchar; c: timestamp") with { Columns = null };
        table = table with { Columns = [new() { Name = "id", Type = "integer" }, new() { Name = "a", Type = "decimal(10,2)" }, new() { Name = "b", Type = "integer[]" }, new() { Name = "c", Type = "timestamp" }] };
        var slices = await night.LandAsync(table);
        Assert.Equal((5, 1, 4), (slices[0].RowsRead, slices[0].Rows, slices[0].RowsQuarantined));
        var quarantined = await night.QuarantinedAsync(slices);
        Assert.Equal(
            ["column a: `1.005` is not a DECIMAL(10,2)", "column a: `NaN` is not a DECIMAL(10,2)", "column b: `{{1},{2}}` is not a INTEGER[]", "column c: `9223371244800000000 microseconds after 2000-01-01` is not a TIMESTAMP"],
            quarantined.Select(row => (string)row[1]!));
        Assert.Equal("table public.t", quarantined[0][0]);
        Assert.Equal("{\"id\":\"1\",\"a\":\"1.005\",\"b\":null,\"c\":null}", quarantined[0][2]);
    }

    [Fact]
    public async Task NamesOfSqlWords_AreNamesOnly()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table \"order-lines\" (\"a\"\"; drop table t; --\" int, \"select\" text); insert into \"order-lines\" values (1, 'x')");
        var table = PostgresNight.Table("lines") with { Relation = "order-lines" };
        var plan = await night.PlanAsync(table);
        Assert.Equal((List<string?>)["1", "x"], Assert.Single(await night.RowsAsync(await night.LandAsync(table, plan), plan.Columns)));
    }

    [Fact]
    public async Task ColumnThatIsGone_IsTerminal()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int, gone int); insert into t values (1, 2)");
        var plan = await night.PlanAsync(PostgresNight.Table("t"));
        await night.ExecuteAsync("alter table t drop column gone");
        Assert.Contains("it has no column gone (it has id)", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(PostgresNight.Table("t"), plan))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TableWithoutTheRightToRead_IsTerminal()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int); create role reader_of_nothing login");
        night.User = "reader_of_nothing";
        Assert.Contains("permission denied for table t (42501)", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(PostgresNight.Table("t")))).Message, StringComparison.Ordinal);
    }
}
