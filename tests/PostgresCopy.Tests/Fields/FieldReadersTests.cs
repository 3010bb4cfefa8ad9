namespace EtlMesh.PostgresCopy.Tests.Fields;

/// <summary>Every type's extremes, as DuckDB writes what arrived.</summary>
[Collection(PostgresTests.Name)]
public sealed class FieldReadersTests(PostgresTests server)
{
    public static TheoryData<string, string?, string, string> Values => new()
    {
        { "bool", null, "true", "true" },
        { "bool", null, "false", "false" },
        { "int2", null, "-32768", "-32768" },
        { "int2", null, "32767", "32767" },
        { "int4", null, "-2147483648", "-2147483648" },
        { "int8", null, "-9223372036854775808", "-9223372036854775808" },
        { "int8", null, "9223372036854775807", "9223372036854775807" },
        { "oid", null, "4294967295", "4294967295" },
        { "int8", "integer", "2147483647", "2147483647" },
        { "int8", "ubigint", "9223372036854775807", "9223372036854775807" },
        { "int2", "hugeint", "-32768", "-32768" },
        { "int4", "tinyint", "-128", "-128" },
        { "int8", "decimal(38,19)", "-9223372036854775808", "-9223372036854775808.0000000000000000000" },
        { "int4", "decimal(5,2)", "-999", "-999.00" },
        { "float4", null, "-0", "-0.0" },
        { "float4", null, "1e-45", "1e-45" },
        { "float4", null, "3.4028235e38", "3.4028235e+38" },
        { "float4", null, "NaN", "nan" },
        { "float8", null, "-Infinity", "-inf" },
        { "float8", null, "5e-324", "5e-324" },
        { "float8", null, "0.1", "0.1" },
        { "float4", "double", "0.1", "0.10000000149011612" },
        { "numeric(38,0)", null, "-99999999999999999999999999999999999999", "-99999999999999999999999999999999999999" },
        { "numeric(38,38)", null, "0.00000000000000000000000000000000000001", ".00000000000000000000000000000000000001" },
        { "numeric(38,19)", null, "9999999999999999999.9999999999999999999", "9999999999999999999.9999999999999999999" },
        { "numeric(12,2)", null, "-0.01", "-0.01" },
        { "numeric(12,2)", null, "0", "0.00" },
        { "numeric(5,-2)", null, "-9999900", "-9999900" },
        { "numeric(3,5)", null, "0.00999", ".00999" },
        { "numeric", "decimal(18,4)", "10000000000000", "10000000000000.0000" },
        { "numeric", null, "NaN", "NaN" },
        { "numeric", null, "-Infinity", "-Infinity" },
        { "numeric", null, "12345678901234567890123456789012345678901234567890.000000000000000000000000000000000000000000010", "12345678901234567890123456789012345678901234567890.000000000000000000000000000000000000000000010" },
        { "money", null, "-12.34", "-$12.34" },
        { "text", null, "", "" },
        { "text", null, "tab\tline\nquote\"'\\ \ud83d\ude00 NULL \\N", "tab\tline\nquote\"'\\ \ud83d\ude00 NULL \\N" },
        { "varchar(5)", null, "a  ", "a  " },
        { "char(5)", null, "a", "a    " },
        { "name", null, "sales", "sales" },
        { "bytea", null, "\\x0001ff5c", "\\x00\\x01\\xFF\\x5C" },
        { "date", null, "4713-01-01 BC", "4713-01-01 (BC)" },
        { "date", null, "5874897-12-31", "5874897-12-31" },
        { "date", null, "infinity", "infinity" },
        { "date", null, "-infinity", "-infinity" },
        { "time", null, "24:00:00", "24:00:00" },
        { "time", null, "23:59:59.999999", "23:59:59.999999" },
        { "timetz", null, "23:59:59.999999-15:59:59", "23:59:59.999999-15:59:59" },
        { "timestamp", null, "4713-01-01 00:00:00 BC", "4713-01-01 (BC) 00:00:00" },
        { "timestamp", null, "1969-12-31 23:59:59.999999", "1969-12-31 23:59:59.999999" },
        { "timestamp", null, "294246-12-31 23:59:59.999999", "294246-12-31 23:59:59.999999" },
        { "timestamp", null, "infinity", "infinity" },
        { "timestamp", null, "-infinity", "-infinity" },
        { "timestamptz", null, "2026-03-29 02:30:00+02", "2026-03-29 00:30:00+00" },
        { "timestamptz", null, "-infinity", "-infinity" },
        { "interval", null, "1 year 2 months -3 days 04:05:06.7", "1 year 2 months -3 days 04:05:06.7" },
        { "interval", null, "-178000000 years", "-178000000 years" },
        { "interval", null, "-2562047788 hours", "-2562047788:00:00" },
        { "interval", "varchar", "-1 year -2 months 3 days -00:00:00.000001", "-1 year -2 months 3 days -00:00:00.000001" },
        { "interval", "varchar", "0", "00:00:00" },
        { "interval", "varchar", "1 day 2562047788:00:54.775807", "1 day 9223372036854775807 microseconds" },
        { "uuid", null, "ffffffff-ffff-ffff-ffff-fffffffffffe", "ffffffff-ffff-ffff-ffff-fffffffffffe" },
        { "uuid", null, "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000001" },
        { "json", null, "{ \"b\": 1e400, \"b\": [null] }", "{ \"b\": 1e400, \"b\": [null] }" },
        { "jsonb", null, "{\"b\": 12345678901234567890.10, \"a\": \"\u00e9\"}", "{\"a\": \"\u00e9\", \"b\": 12345678901234567890.10}" },
        { "xml", null, "<a>b</a>", "<a>b</a>" },
        { "inet", null, "192.168.0.1/24", "192.168.0.1/24" },
        { "cidr", null, "2001:db8::/32", "2001:db8::/32" },
        { "macaddr", null, "08:00:2b:01:02:03", "08:00:2b:01:02:03" },
        { "bit(3)", null, "101", "101" },
        { "int4range", null, "[1,5)", "[1,5)" },
        { "point", null, "(1.5,-2)", "(1.5,-2)" },
        { "mood", null, "so-so", "so-so" },
        { "pair", null, "(1,\"x y\")", "(1,\"x y\")" },
        { "fee", null, "0.0001", "0.0001" },
        { "int4[]", null, "{}", "[]" },
        { "int4[]", null, "{1,NULL,-3}", "[1, NULL, -3]" },
        { "int4[]", null, "[5:6]={1,2}", "[1, 2]" },
        { "int4[]", "varchar", "{{1,2},{3,NULL}}", "{{1,2},{3,NULL}}" },
        { "int4[][]", null, "{{1,2},{3,4}}", "{{1,2},{3,4}}" },
        { "text[]", null, "{\"a long text that is not kept in place\",NULL,\"\"}", "[a long text that is not kept in place, NULL, '']" },
        { "numeric(12,2)[]", null, "{1.5,NULL}", "[1.50, NULL]" },
        { "numeric[]", null, "{1.50,NaN}", "[1.50, NaN]" },
        { "timestamptz[]", null, "{infinity,\"2026-01-01 00:00:00+01\"}", "[infinity, '2025-12-31 23:00:00+00']" },
        { "mood[]", null, "{good,NULL}", "[good, NULL]" },
        { "uuid[]", null, "{00000000-0000-0000-0000-000000000001}", "[00000000-0000-0000-0000-000000000001]" },
        { "bool[]", null, "{t,f,NULL}", "[true, false, NULL]" },
    };

    [Theory, MemberData(nameof(Values))]
    public async Task Value_ArrivesUnchanged(string type, string? target, string value, string expected)
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync(
            $"""
            create type mood as enum ('good', 'so-so'); create type pair as (a int, b text); create domain fee as numeric(9,4) check (value > 0);
            create table t (n int, c {type}); insert into t values (1, null), (2, '{value.Replace("'", "''", StringComparison.Ordinal)}'), (3, null)
            """);
        var arrived = await copy.ArrivedAsync("t", "n", null, target);
        Assert.Equal([null, expected, null], arrived.Select(row => row[1]));
    }

    [Theory]
    [InlineData("numeric", "decimal(5,2)", "1000", "1000")]
    [InlineData("numeric", "decimal(5,2)", "-0.001", "-0.001")]
    [InlineData("numeric", "decimal(38,0)", "100000000000000000000000000000000000000", "100000000000000000000000000000000000000")]
    [InlineData("numeric", "decimal(38,0)", "340282366920938463463374607431768211456", "340282366920938463463374607431768211456")]
    [InlineData("numeric", "decimal(38,37)", "12.5", "12.5")]
    [InlineData("numeric", "decimal(5,2)", "NaN", "NaN")]
    [InlineData("numeric", "decimal(5,2)", "Infinity", "Infinity")]
    [InlineData("numeric", "decimal(4,4)", "0.00000000000000000000000000000000000000000000001", "0.00000000000000000000000000000000000000000000001")]
    [InlineData("numeric(12,2)", "decimal(5,2)", "-12345.60", "-12345.60")]
    [InlineData("int8", "integer", "2147483648", "2147483648")]
    [InlineData("int4", "utinyint", "-1", "-1")]
    [InlineData("int8", "ubigint", "-1", "-1")]
    [InlineData("int4", "decimal(4,2)", "100", "100")]
    [InlineData("timestamp", "timestamp", "294276-12-31 23:59:59.999999", "9223371331199999999 microseconds after 2000-01-01")]
    [InlineData("int4[]", "integer[]", "{{1,2},{3,NULL}}", "{{1,2},{3,NULL}}")]
    public async Task Value_ThatTheTypeCannotHold_IsRefused(string type, string target, string value, string shown)
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync($"create table t (n int, c {type}); insert into t values (1, null), (2, '{value}'), (3, null)");
        var columns = await copy.ColumnsAsync("t", null, target);
        var judge = new Judge();
        copy.Fill(columns, () => copy.Reader(columns, "t", judge));
        Assert.Equal([(2L, "c", shown)], judge.Refusals.Select(refused => (refused.Number, columns[refused.Column].Name, refused.Value!)));
        Assert.Equal(2L, copy.Target.Scalar<long>("select count(*) from arrived where c is null"));
        Assert.Equal(2L, copy.Target.Scalar<long>("select count(*) from arrived"));
    }

    [Fact]
    public async Task Numerics_ByTheThousand_AreThoseOfTheServer()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        // Of every length and place, zeros within.
        await copy.ExecuteAsync(
            """
            create table t (n int, a numeric(38,10), b numeric(18,9), c numeric(9,0), d numeric(4,4), e numeric(38,3));
            select setseed(0.7);
            insert into t select i, (random() * 10 ^ (random() * 27) - random() * 10 ^ (random() * 27))::numeric(38,10), ((random() - 0.5) * 10 ^ (random() * 9))::numeric(18,9),
              ((random() - 0.5) * 10 ^ (random() * 9))::numeric(9,0), (random() * 10 ^ (- random() * 4) - 0.00005)::numeric(4,4), (case i % 3 when 0 then 1 else -1 end * 10::numeric ^ (i % 34) + i % 5 * 10::numeric ^ (i % 7))::numeric(38,3)
            from generate_series(1, 20000) i
            """);
        var columns = await copy.ColumnsAsync("t");
        copy.Fill(columns, () => copy.Reader(columns, "t"));
        await copy.ExecuteAsync("create table texts as select n, a::text, b::text, c::text, replace(d::text, '0.', '.') as d, e::text from t");
        var texts = await copy.ColumnsAsync("texts");
        copy.Target.RegisterTable("texts", [.. texts.Select(column => new DuckDb.DuckDbColumn(column.Name, column.Type))], () => copy.Reader(texts, "texts"));
        Assert.Equal(20_000L, copy.Target.Scalar<long>("select count(*) from arrived join texts() t using (n) where arrived.a::varchar = t.a and arrived.b::varchar = t.b and arrived.c::varchar = t.c and replace(arrived.d::varchar, '0.', '.') = t.d and arrived.e::varchar = t.e"));
    }

    [Fact]
    public async Task Text_OfAServerWithoutAnEncoding_IsRefusedWhereItIsNoUtf8()
    {
        await using var copy = await Copy.OpenAsync(server.Server);
        await copy.ExecuteAsync("create database ascii encoding 'SQL_ASCII' template template0");
        try
        {
            await copy.Source.ChangeDatabaseAsync("ascii");
            await copy.ExecuteAsync("create table t (n int, c text); insert into t values (1, 'fine'), (2, E'b\\xfft'), (3, E'\\xc3\\xa9')");
            var columns = await copy.ColumnsAsync("t");
            var judge = new Judge();
            copy.Fill(columns, () => copy.Reader(columns, "t", judge));
            Assert.Equal([2L], judge.Refusals.Select(refused => refused.Number));
            Assert.Equal("\u00e9", copy.Target.Scalar<string>("select c from arrived where n = 3"));
        }
        finally
        {
            await copy.Source.ChangeDatabaseAsync("postgres");
            await copy.ExecuteAsync("drop database ascii");
        }
    }
}
