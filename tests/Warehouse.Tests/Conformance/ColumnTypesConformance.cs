using EtlMesh.DuckDb;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>Every type that a column can have comes through exactly, and is reconciled in the words of the source's stream.</summary>
public abstract class ColumnTypesConformance
{
    [Theory]
    [InlineData("boolean", "true, false, null")]
    [InlineData("tinyint", "-128, 127, null")]
    [InlineData("utinyint", "0, 255")]
    [InlineData("smallint", "-32768, 32767")]
    [InlineData("usmallint", "0, 65535")]
    [InlineData("integer", "-2147483648, 2147483647")]
    [InlineData("uinteger", "0, 4294967295")]
    [InlineData("bigint", "-9223372036854775808, 9223372036854775807, 7")]
    [InlineData("ubigint", "0, 18446744073709551615")]
    [InlineData("hugeint", "-12345678901234567890123456789012345678, 1, 99999999999999999999999999999999999999")]
    [InlineData("decimal(4,1)", "'-999.9', '0', '0.1', '12.0'")]
    [InlineData("decimal(9,4)", "'-99999.9999', '10000.0001', '0.0100'")]
    [InlineData("decimal(18,3)", "'-999999999999999.999', '1000', '0.001'")]
    [InlineData("decimal(38,0)", "'-10000000000000000000000000000000000000', '99999999999999999999999999999999999999'")]
    [InlineData("decimal(38,10)", "'-1234567890123456789012345678.0123456789', '0.0000000001', '10000.5'")]
    [InlineData("decimal(38,38)", "'-0.12345678901234567890123456789012345678', '0.00000000000000000000000000000000000001', '0'")]
    [InlineData("decimal(12,2)", "null, null")]
    [InlineData("float", "'1.5', '-0.1', '1e30', '100'")]
    [InlineData("double", "'0.1', '-2.5e-300', '100', '123456789012345680000', 'inf', '-inf', 'nan'")]
    [InlineData("double", "'-0.0', '0.0'")]
    [InlineData("varchar", "'', 'a', 'Z', 'ä', 'zz', 'quote '' \"', null")]
    [InlineData("varchar", "'a\tb\\c\nd', '🙂', '日本語 text that is longer than twelve bytes'")]
    [InlineData("date", "'2026-03-01', '0001-01-01', '9999-12-31', '12026-01-01', '0044-03-15 (BC)'")]
    [InlineData("date", "'infinity', '-infinity', '2026-03-01'")]
    [InlineData("time", "'00:00:00', '23:59:59.999999', '10:30:00.5', '24:00:00'")]
    [InlineData("timestamp", "'2026-03-01 10:00:00', '1969-12-31 23:59:59.999999', '0044-03-15 (BC) 10:00:00', '1999-12-31 23:59:59.5'")]
    [InlineData("timestamp", "'infinity', '2026-03-01'")]
    [InlineData("timestamptz", "'2026-03-01 10:00:00+02', '2026-03-01 10:00:00.25+00'")]
    [InlineData("timestamp_s", "'2026-03-01 10:00:00', '1969-12-31 23:59:59'")]
    [InlineData("timestamp_ms", "'2026-03-01 10:00:00.125', '1969-12-31 23:59:59'")]
    [InlineData("timestamp_ns", "'2026-03-01 10:00:00.125'")]
    [InlineData("uuid", "'00000000-0000-0000-0000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '80000000-0000-0000-0000-000000000000'")]
    [InlineData("json", "'{\"b\": 1, \"a\": [1.50, null]}', '[]', '\"x\"'")]
    [InlineData("blob", "'\\x00\\xFF', 'plain', ''")]
    [InlineData("interval", "'1 year 2 months 3 days 04:05:06.5', '1 day', '00:00:00'")]
    [InlineData("bigint[]", "'[1, null]', null")]
    public async Task Load_Column_HoldsWhatTheFileHas(string type, string values)
    {
        await using var warehouse = await OpenAsync();
        var select = $"select cast(v as {type}) as c, n::integer as n from (select unnest([{values}]) as v, generate_subscripts([{values}], 1) as n)";
        var file = warehouse.Parquet(select);
        var load = await warehouse.House.Segments.LoadAsync(TestWarehouse.Segment($"c {type}, n integer"), [warehouse.Landed(file)], default);

        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        var (rows, sums) = ColumnSums.Compute(connection, $"(select cast(c as {type}) as c, n from read_parquet('{file}'))", default);
        Assert.Equal((rows, null), (load.Rows, ColumnSums.Difference(sums, load.Sums)));

        var table = $"raw__daily_metrics.{Sql.Identifier(Names.Segment("shop", "orders", load.Segment.Uid))}";
        var loaded = (await warehouse.RowsAsync($"select {Words("c", type)} from {table} order by n")).Select(row => (string?)row[0]);
        Assert.Equal(Expected(connection, file, type), loaded.Select(value => Normal(value, type)));
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();

    /// <summary>A column as text that differs where values differ.</summary>
    protected virtual string Words(string column, string type) => Text(column, type);

    /// <summary>The engine's text in DuckDB's words.</summary>
    protected virtual string? Normal(string? value, string type) => value;

    private static List<string?> Expected(DuckDbConnection connection, string file, string type)
    {
        using var result = connection.Query($"select {Text("c", type)} from (select cast(c as {type}) as c, n from read_parquet('{file}')) order by n");
        return [.. result.Rows().Select(row => (string?)row[0])];
    }

    private static string Text(string column, string type) => type switch
    {
        "blob" => $"lower(hex({column}))",
        "bigint[]" => $"to_json({column})::varchar",
        _ => $"cast({column} as varchar)",
    };
}
