using System.Numerics;

namespace EtlMesh.DuckDb.Tests.Values;

public sealed class DuckDbVectorTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private readonly DuckDbConnection _connection;

    public DuckDbVectorTests()
    {
        _connection = _database.Connect();
        _connection.Execute("set timezone = 'UTC'");
    }

    /// <summary>An expression, its type and its .NET value.</summary>
    public static TheoryData<string, string, object?> Values => new()
    {
        { "true", "BOOLEAN", true },
        { "(-128)::tinyint", "TINYINT", sbyte.MinValue },
        { "(-32768)::smallint", "SMALLINT", short.MinValue },
        { "(-2147483648)::int", "INTEGER", int.MinValue },
        { "(-9223372036854775808)::bigint", "BIGINT", long.MinValue },
        { "255::utinyint", "UTINYINT", byte.MaxValue },
        { "65535::usmallint", "USMALLINT", ushort.MaxValue },
        { "4294967295::uinteger", "UINTEGER", uint.MaxValue },
        { "18446744073709551615::ubigint", "UBIGINT", ulong.MaxValue },
        { "(-170141183460469231731687303715884105728)::hugeint", "HUGEINT", (BigInteger)Int128.MinValue },
        { "340282366920938463463374607431768211455::uhugeint", "UHUGEINT", (BigInteger)UInt128.MaxValue },
        { "'-inf'::float", "FLOAT", float.NegativeInfinity },
        { "1.7976931348623157e308::double", "DOUBLE", double.MaxValue },
        { "(-99.99)::decimal(4,2)", "DECIMAL(4,2)", -99.99m },
        { "(-9999999.99)::decimal(9,2)", "DECIMAL(9,2)", -9999999.99m },
        { "999999999999999.999::decimal(18,3)", "DECIMAL(18,3)", 999999999999999.999m },
        { "(-0.0000000000000000000000000001)::decimal(28,28)", "DECIMAL(28,28)", -0.0000000000000000000000000001m },
        { "99999999999999999999999999999999999999::decimal(38,0)", "DECIMAL(38,0)", "99999999999999999999999999999999999999" },
        { "(-0.00000000000000000000000000000000000001)::decimal(38,38)", "DECIMAL(38,38)", "-0.00000000000000000000000000000000000001" },
        { "'twelve bytes'", "VARCHAR", "twelve bytes" },
        { "'thirteen byte' || chr(0) || '🦆'", "VARCHAR", "thirteen byte\0🦆" },
        { "date '0001-01-01'", "DATE", DateOnly.MinValue },
        { "date '9999-12-31'", "DATE", DateOnly.MaxValue },
        { "date '5877641-06-24' - 1", "DATE", "5877641-06-23" },
        { "time '23:59:59.999999'", "TIME", new TimeOnly(23, 59, 59, 999, 999) },
        { "time '24:00:00'", "TIME", "24:00:00" },
        { "timestamp '0001-01-01 00:00:00.000001'", "TIMESTAMP", DateTime.MinValue.AddTicks(10) },
        { "timestamp_s '2024-02-29 12:00:01'", "TIMESTAMP_S", new DateTime(2024, 2, 29, 12, 0, 1) },
        { "timestamp_ms '1969-12-31 23:59:59.999'", "TIMESTAMP_MS", new DateTime(1969, 12, 31, 23, 59, 59, 999) },
        { "timestamp_ns '2024-02-29 12:00:01.123456700'", "TIMESTAMP_NS", new DateTime(2024, 2, 29, 12, 0, 1).AddTicks(1234567) },
        { "timestamp_ns '2024-02-29 12:00:01.123456789'", "TIMESTAMP_NS", "2024-02-29 12:00:01.123456789" },
        { "timestamptz '2024-02-29 12:00:01+02'", "TIMESTAMP WITH TIME ZONE", new DateTime(2024, 2, 29, 10, 0, 1, DateTimeKind.Utc) },
        { "interval '3 days 04:05:06.5'", "INTERVAL", new TimeSpan(3, 4, 5, 6, 500) },
        { "interval '14 months -3 days'", "INTERVAL", "1 year 2 months -3 days" },
        { "uuid 'ffffffff-ffff-ffff-ffff-ffffffffffff'", "UUID", new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff") },
        { "'b'::enum('a', 'b')", "ENUM('a', 'b')", "b" },
        { "[1, null, 3]", "INTEGER[]", "[1, NULL, 3]" },
        { "{'a': 1, 'b': 'x, y'}", "STRUCT(\"a\" INTEGER, \"b\" VARCHAR)", "{'a': 1, 'b': 'x, y'}" },
        { "null::decimal(9,2)", "DECIMAL(9,2)", null },
    };

    /// <summary>Expressions whose text must be the engine's own.</summary>
    public static TheoryData<string> Texts => new()
    {
        "date '0044-03-15 (BC)'", "date 'infinity'", "date '-infinity'", "timestamp '-infinity'", "timestamp '0044-03-15 (BC) 01:02:03'",
        "timestamp '1969-12-31 23:59:59.000001'", "'2024-01-01 10:00:00+00'::timestamptz", "'12:34:56.5+05:30'::timetz", "'12:34:56-08'::timetz",
        "interval '-1 month 1 day -00:00:01'", "interval '0 days'", "1e300::double", "0.1::float", "3.0::double", "'nan'::double", "1e-7::double",
        "'\\x00AB\\xFFz'::blob", "'0010110'::bit", "map {'k': 1, 'l l': null}", "[[1], []]", "[1, 2]::int[2]", "union_value(k := 'v')",
        "{'a': {'b': date '2020-01-01'}, 'c': ['it''s']}", "'12345678901234567890123456789012345678901234567890'::bignum",
        "'-12345678901234567890123456789012345678901234567890'::bignum", "'{\"a\": 1}'::json", "(-0.05)::decimal(3,2)",
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_IsExact(string expression, string type, object? expected)
    {
        using var result = _connection.Query($"select {expression} as v from range(2) where range = 1");
        Assert.Equal(type, result.Columns[0].Type);
        Assert.Equal(expected, Assert.Single(result.Rows())[0]);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_IsTheEnginesOwn(string expression)
    {
        using var result = _connection.Query($"select v, v::varchar from (select {expression} as v)");
        Assert.True(result.NextChunk(out var chunk));
        Assert.Equal(chunk.Column(1).GetString(0), chunk.Column(0).GetString(0));
    }

    [Fact]
    public void ManyChunks_KeepNullsAndLongTexts()
    {
        using var result = _connection.Query(
            "select range as n, case when range % 3 = 0 then null else repeat('ä', (range % 40)::int) end as t from range(10000)");
        var n = 0;
        foreach (var row in result.Rows())
        {
            Assert.Equal((long)n, row[0]);
            Assert.Equal(n % 3 == 0 ? null : new string('ä', n % 40), row[1]);
            n++;
        }

        Assert.Equal(10_000, n);
    }

    [Fact]
    public void WrongWidth_IsRefused()
    {
        using var result = _connection.Query("select 1::int as v");
        Assert.True(result.NextChunk(out var chunk));
        Assert.Throws<InvalidCastException>(() => chunk.Column(0).Get<long>(0));
        Assert.Throws<InvalidCastException>(() => chunk.Column(0).Utf8(0).Length);
        Assert.Equal(1, chunk.Column(0).GetInt64(0));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
