using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;
using EtlMesh.Warehouse.Tests.Conformance;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ColumnTypesTests(PostgresTests server) : ColumnTypesConformance
{
    [Theory]
    [InlineData("DECIMAL(12, 2)", "numeric(12,2)")]
    [InlineData("decimal", "numeric(18,3)")]
    [InlineData("varchar(20)", "text")]
    [InlineData("TIMESTAMP WITH TIME ZONE", "timestamptz")]
    [InlineData("double", "double precision")]
    [InlineData("UBIGINT", "numeric(20,0)")]
    [InlineData("STRUCT(a BIGINT, b VARCHAR[])", "json")]
    [InlineData("BIGINT[]", "json")]
    public void Type_HasItsPostgresOne(string type, string postgres) => Assert.Equal(postgres, PostgresType.Of(type).Sql);

    [Theory]
    [InlineData("geometry")]
    [InlineData("bigint); drop table x; --")]
    public void Type_Unknown_IsTerminal(string type) => Assert.Throws<TerminalEtlException>(() => PostgresType.Of(type));

    [Fact]
    public async Task Load_NulCharacter_IsTerminalNamingTableAndColumn()
    {
        await using var warehouse = await OpenAsync();
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync("select 1::bigint as id, 'a' || chr(0) || 'b' as note", "id bigint, note varchar"));
        Assert.Contains("shop.orders, column note: there is a text with a NUL character", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await warehouse.ValueAsync("select count(*) from information_schema.tables where table_schema = 'raw__daily_metrics'"));
    }

    [Fact]
    public async Task Load_Nanoseconds_AreTerminalNotRounded()
    {
        await using var warehouse = await OpenAsync();
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync("select '2026-03-01 10:00:00.000000001'::timestamp_ns as at", "at timestamp_ns"));
        Assert.Contains("column at", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_NameThatWouldBeCut_IsTerminal()
    {
        await using var warehouse = await OpenAsync();
        var name = new string('n', 64);
        var failure = await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.LoadAsync($"select 1::bigint as {name}", $"{name} bigint"));
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_MoreColumnsAndRowsThanOneBuffer_AllThere()
    {
        await using var warehouse = await OpenAsync();
        var columns = Enumerable.Range(0, 450).Select(i => $"c{i}").ToList();
        var load = await warehouse.LoadAsync($"select {string.Join(", ", columns.Select(column => $"i as {column}"))} from range(3000) t(i)", string.Join(", ", columns.Select(column => $"{column} bigint")));
        Assert.Equal((3000, 450), (load.Rows, load.Sums.Count));
        Assert.All(load.Sums, sum => Assert.Equal("4498500", sum.Sum));
    }

    [Fact]
    public async Task Load_WideText_IsWhole()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.LoadAsync("select repeat('ä', 1000000) as note, i::bigint as id from range(3) t(i)", "note varchar, id bigint", uid: "0123456789ab");
        Assert.Equal(3000000L, await warehouse.ValueAsync("select sum(length(note))::bigint from raw__daily_metrics.shop__orders__0123456789ab"));
    }

    protected override Task<TestWarehouse> OpenAsync() => PostgresTestWarehouse.OpenAsync(server);

    protected override string Words(string column, string type) => type switch
    {
        "blob" => $"encode({column}, 'hex')",
        _ => $"{column}::text",
    };

    protected override string? Normal(string? value, string type) => (type, value) switch
    {
        (_, null) => null,
        ("float" or "double", "Infinity") => "inf",
        ("float" or "double", "-Infinity") => "-inf",
        ("float" or "double", "NaN") => "nan",
        ("float" or "double", "-0") => "-0.0",
        ("float" or "double", _) when !value.Contains('.', StringComparison.Ordinal) && !value.Contains('e', StringComparison.Ordinal) => value + ".0",
        ("decimal(38,38)", _) => value.Replace("0.", ".", StringComparison.Ordinal),
        ("interval", _) => value.Replace("mon", "month", StringComparison.Ordinal),
        _ when value.EndsWith(" BC", StringComparison.Ordinal) => value[..10] + " (BC)" + value[10..^3],
        _ => value,
    };
}
