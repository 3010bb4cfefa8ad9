using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The writers of columns. None allocates for a value.</summary>
internal static class CopyFields
{
    private const int EpochDays = 10_957;
    private const long EpochMicros = EpochDays * 86_400_000_000L;

    /// <param name="type">DuckDB's type of the column that is read, as its result names it.</param>
    /// <param name="place">Table and column, for messages.</param>
    public static CopyField Of(string type, string place) => type switch
    {
        "BOOLEAN" => static (buffer, column, row) => Byte(buffer, column.Get<byte>(row)),
        "TINYINT" => static (buffer, column, row) => Short(buffer, column.Get<sbyte>(row)),
        "UTINYINT" => static (buffer, column, row) => Short(buffer, column.Get<byte>(row)),
        "SMALLINT" => static (buffer, column, row) => Short(buffer, column.Get<short>(row)),
        "USMALLINT" => static (buffer, column, row) => Int(buffer, column.Get<ushort>(row)),
        "INTEGER" => static (buffer, column, row) => Int(buffer, column.Get<int>(row)),
        "UINTEGER" => static (buffer, column, row) => Long(buffer, column.Get<uint>(row)),
        "BIGINT" => static (buffer, column, row) => Long(buffer, column.Get<long>(row)),
        "UBIGINT" => static (buffer, column, row) => CopyNumber.Write(buffer, column.Get<ulong>(row), false, 0),
        "UHUGEINT" => static (buffer, column, row) => CopyNumber.Write(buffer, column.Get<UInt128>(row), false, 0),
        "HUGEINT" => static (buffer, column, row) => Decimal(buffer, column.Get<Int128>(row), 0),
        "FLOAT" => static (buffer, column, row) => Int(buffer, BitConverter.SingleToInt32Bits(column.Get<float>(row))),
        "DOUBLE" => static (buffer, column, row) => Long(buffer, BitConverter.DoubleToInt64Bits(column.Get<double>(row))),
        "DATE" => static (buffer, column, row) => Int(buffer, Days(column.Get<int>(row))),
        "TIME" => static (buffer, column, row) => Long(buffer, column.Get<long>(row)),
        "TIME_NS" => (buffer, column, row) => Long(buffer, Micros(column.Get<long>(row), place)),
        "TIME WITH TIME ZONE" => static (buffer, column, row) => TimeTz(buffer, column.Get<ulong>(row)),
        "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" => static (buffer, column, row) => Long(buffer, Moment(column.Get<long>(row), 1)),
        "TIMESTAMP_MS" => static (buffer, column, row) => Long(buffer, Moment(column.Get<long>(row), 1000)),
        "TIMESTAMP_S" => static (buffer, column, row) => Long(buffer, Moment(column.Get<long>(row), 1_000_000)),
        "TIMESTAMP_NS" => (buffer, column, row) => Long(buffer, Moment(Micros(column.Get<long>(row), place), 1)),
        "INTERVAL" => static (buffer, column, row) => Interval(buffer, column.Get<Int128>(row)),
        "UUID" => static (buffer, column, row) => Uuid(buffer, column.Get<UInt128>(row)),
        "BLOB" => static (buffer, column, row) => buffer.Field(column.Utf8(row)),
        "VARCHAR" or "JSON" => (buffer, column, row) => Text(buffer, column.Utf8(row), place),
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => OfDecimal(type),
        _ => throw new TerminalEtlException($"Loading {place}: PostgreSQL has nothing for {type}. Declare another type under `columns:` in the pipeline file."),
    };

    private static CopyField OfDecimal(string type)
    {
        var comma = type.IndexOf(',', StringComparison.Ordinal);
        var width = int.Parse(type.AsSpan(8, comma - 8), CultureInfo.InvariantCulture);
        var scale = int.Parse(type.AsSpan()[(comma + 1)..^1], CultureInfo.InvariantCulture);
        return width switch
        {
            <= 4 => (buffer, column, row) => Decimal(buffer, column.Get<short>(row), scale),
            <= 9 => (buffer, column, row) => Decimal(buffer, column.Get<int>(row), scale),
            <= 18 => (buffer, column, row) => Decimal(buffer, column.Get<long>(row), scale),
            _ => (buffer, column, row) => Decimal(buffer, column.Get<Int128>(row), scale),
        };
    }

    private static void Byte(CopyBuffer buffer, byte value)
    {
        buffer.Int(1);
        buffer.Byte(value);
    }

    private static void Short(CopyBuffer buffer, short value)
    {
        buffer.Int(2);
        buffer.Short(value);
    }

    private static void Int(CopyBuffer buffer, int value)
    {
        buffer.Int(4);
        buffer.Int(value);
    }

    private static void Long(CopyBuffer buffer, long value)
    {
        buffer.Int(8);
        buffer.Long(value);
    }

    private static void Decimal(CopyBuffer buffer, Int128 unscaled, int scale) =>
        CopyNumber.Write(buffer, unscaled < 0 ? (UInt128)(-(unscaled + 1)) + 1 : (UInt128)unscaled, unscaled < 0, scale);

    // Both engines have infinite dates at the ends of what they count.
    private static int Days(int days) => days switch
    {
        int.MaxValue => int.MaxValue,
        -int.MaxValue => int.MinValue,
        _ => days - EpochDays,
    };

    private static long Moment(long units, long micros) => units switch
    {
        long.MaxValue => long.MaxValue,
        -long.MaxValue => long.MinValue,
        _ => checked((units * micros) - EpochMicros),
    };

    private static long Micros(long nanos, string place)
    {
        if (nanos is long.MaxValue or -long.MaxValue)
            return nanos;
        return nanos % 1000 == 0
            ? nanos / 1000
            : throw new TerminalEtlException($"Loading {place}: there is a time of nanoseconds, and PostgreSQL counts microseconds. Declare the column as `timestamp` or `varchar` in the pipeline file.");
    }

    // 40 bits of microseconds, 24 of the offset, counted down from +15:59:59; here seconds west of Greenwich.
    private static void TimeTz(CopyBuffer buffer, ulong bits)
    {
        buffer.Int(12);
        buffer.Long((long)(bits >> 24));
        buffer.Int((int)(bits & 0xFF_FFFF) - 57_599);
    }

    // Stored as months and days (32 bits each), then microseconds.
    private static void Interval(CopyBuffer buffer, Int128 stored)
    {
        buffer.Int(16);
        buffer.Long((long)(stored >> 64));
        buffer.Int((int)(stored >> 32));
        buffer.Int((int)stored);
    }

    // Stored with the first bit turned.
    private static void Uuid(CopyBuffer buffer, UInt128 stored)
    {
        buffer.Int(16);
        buffer.Huge(stored ^ (UInt128.One << 127));
    }

    private static void Text(CopyBuffer buffer, ReadOnlySpan<byte> text, string place)
    {
        if (text.Contains((byte)0))
            throw new TerminalEtlException($"Loading {place}: there is a text with a NUL character, which PostgreSQL cannot store. Take it out at the source, or leave the column out.");
        buffer.Field(text);
    }
}
