using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging.Tests.Tallies;

/// <summary>What is tallied of a stream must be what is computed of the table that it fills.</summary>
public sealed class StreamTallyTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
    private readonly DuckDbConnection _connection;

    public StreamTallyTests() => _connection = _database.Connect();

    /// <summary>Types, and values of them that are met at random.</summary>
    public static TheoryData<string, string> Types => new()
    {
        { "TINYINT", "-128, 127, 0, 1" },
        { "SMALLINT", "-32768, 32767, 5" },
        { "INTEGER", "-2147483648, 2147483647, 0" },
        { "BIGINT", "-9223372036854775808, 9223372036854775807, -1, 4294967296" },
        { "HUGEINT", "12345678901234567890123456789, -98765432109876543210987654321, -1" },
        { "UTINYINT", "0, 255" },
        { "USMALLINT", "0, 65535" },
        { "UINTEGER", "0, 4294967295" },
        { "UBIGINT", "0, 18446744073709551615, 9223372036854775808" },
        { "UHUGEINT", "0, 340282366920938463463374607431768211455" },
        { "DECIMAL(4,2)", "-99.99, 99.99, 0.01" },
        { "DECIMAL(9,0)", "-999999999, 999999999" },
        { "DECIMAL(18,18)", "0.000000000000000001, -0.999999999999999999" },
        { "DECIMAL(38,10)", "123456789012345678.0000000001, -0.0000000001" },
        { "FLOAT", "'nan', '-inf', 'inf', 0, '-0.0', 1.1, 3.4028235e38, 1e-45" },
        { "DOUBLE", "'nan', 0, '-0.0', 0.1, -1.7976931348623157e308, 5e-324" },
        { "DOUBLE", "'-0.0', 0, 0" },
        { "BOOLEAN", "true, false" },
        { "BOOLEAN", "false" },
        { "DATE", "'0001-01-01', '9999-12-31', '1969-12-31', 'infinity'" },
        { "TIME", "'00:00:00', '23:59:59.999999', '24:00:00'" },
        { "TIMESTAMP", "'0001-01-01 00:00:00', '2026-01-02 03:04:05.000006', '1969-12-31 23:59:59.999999', '-infinity'" },
        { "TIMESTAMPTZ", "'2026-01-02 03:04:05+00', '2026-01-02 03:04:05+05'" },
        { "UUID", "'ffffffff-ffff-ffff-ffff-ffffffffffff', '00000000-0000-0000-0000-000000000000', '80000000-0000-0000-0000-000000000000'" },
        { "VARCHAR", "'', 'a', 'a' || chr(0), 'ab', 'é', '🦆', 'a longer text than fits in place', 'a longer text than fits in places', 'Z', 'ÿ'" },
        { "VARCHAR", "'', ''" },
        { "VARCHAR", "repeat('é',300), repeat('🦆',201), repeat('z',200) || 'a', repeat('z',200) || 'b'" },
        { "BLOB", "'\\x00\\xFF', '', 'plain', repeat('x',1000)" },
        { "INTERVAL", "'-838:59:59.000001', '1 month', '0 days'" },
        { "JSON", "'{\"a\": 1}', '[]', '\"x\"', 'null'" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Tally_IsWhatTheTableHolds(string type, string values)
    {
        // Sizes around the chunk, so that there are full, short and single ones; NULLs from none to all.
        foreach (var (rows, nulls) in new[] { (0, 0), (1, 0), (1, 100), (63, 50), (2048, 0), (2049, 30), (5000, 99), (3000, 100) })
        {
            _connection.Execute(
                $"create or replace table source as select case when hash(range * 31) % 100 < {nulls} then null else list_extract([{string.Join(", ", values.Split(", ").Select(value => $"({value})::{type}"))}], (1 + hash(range) % {values.Split(", ").Length})::int) end as v, range::bigint as n from range({rows})");
            var (tallies, columns) = Relay(type);

            var (expectedRows, expected) = ColumnSums.Compute(_connection, "target", default);
            Assert.Equal(rows, expectedRows);
            Assert.Equal(rows, tallies.Sum(tally => tally.Rows));
            Assert.Equal(expected, StreamTally.Sums(_connection, columns, tallies, default));
            Assert.True(!HasOrder(type) || _connection.Scalar<bool>($"select max(v) is not distinct from cast(? as {type}) from target", default, StreamTally.Greatest(_connection, columns[0], tallies, default)));
        }
    }

    [Fact]
    public void LongTexts_TravelAsTheSumOfTheirLengths()
    {
        _connection.Execute("create table source as select repeat('x', 16777216)::varchar as v, range as n from range(2)");
        var (tallies, columns) = Relay("VARCHAR");
        Assert.Equal("33554432", StreamTally.Sums(_connection, columns, tallies, default)[0].Sum);
    }

    [Fact]
    public void SumOfMoreDigitsThanAWarehouseHolds_IsRefusedByName()
    {
        _connection.Execute("create table source as select 99999999999999999999999999999999999999::decimal(38,0) as v, range as n from range(2)");
        var (tallies, columns) = Relay("DECIMAL(38,0)");
        var refused = Assert.Throws<TerminalEtlException>(() => StreamTally.Sums(_connection, columns, tallies, default));
        Assert.Contains("column v", refused.Message);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    /// <summary>Of others no watermark can be.</summary>
    private static bool HasOrder(string type) => type is not ("BLOB" or "INTERVAL");

    /// <summary>Fills a table from the source, by way of C#.</summary>
    private (IReadOnlyList<StreamTally> Tallies, IReadOnlyList<DuckDbColumn> Columns) Relay(string type)
    {
        using var other = _database.Connect();
        using var source = other.Query("select * from source");
        IReadOnlyList<DuckDbColumn> columns = [new("v", type), new("n", "BIGINT")];
        var tallies = new List<StreamTally>();
        _connection.RegisterTable("relay", columns, () => new RelayReader(source, tallies));
        _connection.Execute("create or replace table target as select * from relay()");
        return (tallies, columns);
    }

    private static void Copy<T>(DuckDbVector from, DuckDbVectorWriter to, int row)
        where T : unmanaged => to.Set(row, from.Get<T>(row));

    private sealed class RelayReader(DuckDbResult source, List<StreamTally> tallies) : IDuckDbTableReader
    {
        private static readonly Action<DuckDbVector, DuckDbVectorWriter, int>[] Copies = [Copy<byte>, Copy<short>, Copy<int>, Copy<long>, Copy<Int128>];

        public int Fill(DuckDbChunkWriter chunk)
        {
            if (tallies.Count == 0)
                tallies.Add(new StreamTally([chunk.Column(0).Type, chunk.Column(1).Type], watermark: HasOrder(chunk.Column(0).Type) ? 0 : null));
            if (!source.NextChunk(out var rows))
                return 0;
            for (var column = 0; column < chunk.Columns; column++)
            {
                for (var row = 0; row < rows.Rows; row++)
                    CopyOne(rows.Column(column), chunk.Column(column), row);
            }

            tallies[0].Add(chunk, rows.Rows);
            return rows.Rows;
        }

        public void Dispose()
        {
        }

        /// <summary>Bytes of a value, as a power of two.</summary>
        private static int WidthOf(string type) => type switch
        {
            "TINYINT" or "UTINYINT" or "BOOLEAN" => 0,
            "SMALLINT" or "USMALLINT" or "DECIMAL(4,2)" => 1,
            "INTEGER" or "UINTEGER" or "DECIMAL(9,0)" or "FLOAT" or "DATE" => 2,
            "HUGEINT" or "UHUGEINT" or "UUID" or "INTERVAL" or "DECIMAL(38,10)" or "DECIMAL(38,0)" => 4,
            _ => 3,
        };

        private static void CopyOne(DuckDbVector from, DuckDbVectorWriter to, int row)
        {
            if (from.IsNull(row))
                to.Null(row);
            else if (to.Type is "BLOB")
                to.Blob(row, from.Utf8(row));
            else if (to.Type is "VARCHAR" or "JSON")
                to.Utf8(row, from.Utf8(row));
            else
                Copies[WidthOf(to.Type)](from, to, row);
        }
    }
}
