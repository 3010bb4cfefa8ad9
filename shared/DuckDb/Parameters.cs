using System.Numerics;
using System.Text;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>.NET values as a statement's parameters.</summary>
internal static unsafe class Parameters
{
    public static void Bind(StatementHandle statement, IReadOnlyList<object?> parameters, string sql)
    {
        var wanted = (int)DuckDbApi.duckdb_nparams(statement);
        if (wanted != parameters.Count)
            throw new ArgumentException(
                $"The statement has {wanted} parameters, {parameters.Count} were given: {DuckDbErrors.Excerpt(sql)}", nameof(parameters));
        for (var i = 0; i < parameters.Count; i++)
        {
            using var value = Value(parameters[i]);
            if (DuckDbApi.duckdb_bind_value(statement, (ulong)i + 1, value) != 0)
                throw new ArgumentException($"Parameter {i + 1} cannot be bound: {DuckDbErrors.Excerpt(sql)}", nameof(parameters));
        }
    }

    private static ValueHandle Value(object? value) => value switch
    {
        null or DBNull => DuckDbApi.duckdb_create_null_value(),
        bool b => DuckDbApi.duckdb_create_bool(b),
        sbyte n => DuckDbApi.duckdb_create_int32(n),
        byte n => DuckDbApi.duckdb_create_int32(n),
        short n => DuckDbApi.duckdb_create_int32(n),
        ushort n => DuckDbApi.duckdb_create_int32(n),
        int n => DuckDbApi.duckdb_create_int32(n),
        uint n => DuckDbApi.duckdb_create_int64(n),
        long n => DuckDbApi.duckdb_create_int64(n),
        ulong n => DuckDbApi.duckdb_create_uint64(n),
        float n => DuckDbApi.duckdb_create_float(n),
        double n => DuckDbApi.duckdb_create_double(n),
        decimal n => Decimal(n),
        Int128 n => DuckDbApi.duckdb_create_hugeint(new HugeStruct(unchecked((UInt128)n))),
        UInt128 n => DuckDbApi.duckdb_create_uhugeint(new HugeStruct(n)),
        BigInteger n => n > (BigInteger)Int128.MaxValue
            ? DuckDbApi.duckdb_create_uhugeint(new HugeStruct(checked((UInt128)n)))
            : DuckDbApi.duckdb_create_hugeint(new HugeStruct(unchecked((UInt128)checked((Int128)n)))),
        string s => Text(s),
        byte[] bytes => Blob(bytes),
        DateOnly d => DuckDbApi.duckdb_create_date(d.DayNumber - Epoch.Days),
        TimeOnly t => DuckDbApi.duckdb_create_time(t.Ticks / TimeSpan.TicksPerMicrosecond),
        TimeSpan t => DuckDbApi.duckdb_create_interval(new IntervalStruct(0, 0, t.Ticks / TimeSpan.TicksPerMicrosecond)),
        DateTime t => DuckDbApi.duckdb_create_timestamp(Epoch.Micros(t)),
        DateTimeOffset t => DuckDbApi.duckdb_create_timestamp_tz(Epoch.Micros(t.UtcDateTime)),
        Guid g => Uuid(g),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be a parameter.", nameof(value)),
    };

    private static ValueHandle Decimal(decimal value)
    {
        const byte width = 38;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        return DuckDbApi.duckdb_create_decimal(new DecimalStruct(width, value.Scale, value < 0 ? -unscaled : unscaled));
    }

    private static ValueHandle Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = bytes)
        {
            byte none = 0;
            return DuckDbApi.duckdb_create_varchar_length(pointer is null ? &none : pointer, (ulong)bytes.Length);
        }
    }

    private static ValueHandle Blob(byte[] bytes)
    {
        fixed (byte* pointer = bytes)
        {
            byte none = 0;
            return DuckDbApi.duckdb_create_blob(pointer is null ? &none : pointer, (ulong)bytes.Length);
        }
    }

    private static ValueHandle Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return DuckDbApi.duckdb_create_uuid(new HugeStruct(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes)));
    }
}
