using System.Buffers.Binary;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Dates and times.</summary>
internal static class TimeForms
{
    private const int EpochDays = 10_957;

    /// <summary>Days since 2000. Both engines have infinite dates at the ends of what they count.</summary>
    public readonly struct AsDate : IFixedForm<int>
    {
        public static int Size => sizeof(int);

        public static void Write(Span<byte> field, int value, string place) => BinaryPrimitives.WriteInt32BigEndian(field, value switch
        {
            int.MaxValue => int.MaxValue,
            -int.MaxValue => int.MinValue,
            _ => value - EpochDays,
        });
    }

    /// <summary>Microseconds since 2000, of what is stored in units since 1970.</summary>
    public readonly struct AsTimestamp<TUnit> : IFixedForm<long>
        where TUnit : struct, ITimeUnit
    {
        private const long EpochMicros = EpochDays * 86_400_000_000L;

        public static int Size => sizeof(long);

        public static void Write(Span<byte> field, long value, string place) => BinaryPrimitives.WriteInt64BigEndian(field, value switch
        {
            long.MaxValue => long.MaxValue,
            -long.MaxValue => long.MinValue,
            _ => checked(TUnit.Micros(value, place) - EpochMicros),
        });
    }

    /// <summary>Microseconds of a day.</summary>
    public readonly struct AsTime<TUnit> : IFixedForm<long>
        where TUnit : struct, ITimeUnit
    {
        public static int Size => sizeof(long);

        public static void Write(Span<byte> field, long value, string place) => BinaryPrimitives.WriteInt64BigEndian(field, TUnit.Micros(value, place));
    }

    /// <summary>Microseconds, then seconds west of Greenwich; stored as 40 bits of microseconds, and 24 of the offset, counted down from +15:59:59.</summary>
    public readonly struct AsTimeTz : IFixedForm<ulong>
    {
        public static int Size => 12;

        public static void Write(Span<byte> field, ulong value, string place)
        {
            BinaryPrimitives.WriteInt64BigEndian(field, (long)(value >> 24));
            BinaryPrimitives.WriteInt32BigEndian(field[8..], (int)(value & 0xFF_FFFF) - 57_599);
        }
    }

    /// <summary>Microseconds, days, months; stored the other way round.</summary>
    public readonly struct AsInterval : IFixedForm<Int128>
    {
        public static int Size => 16;

        public static void Write(Span<byte> field, Int128 value, string place)
        {
            BinaryPrimitives.WriteInt64BigEndian(field, (long)(value >> 64));
            BinaryPrimitives.WriteInt32BigEndian(field[8..], (int)(value >> 32));
            BinaryPrimitives.WriteInt32BigEndian(field[12..], (int)value);
        }
    }

    public readonly struct Microseconds : ITimeUnit
    {
        public static long Micros(long units, string place) => units;
    }

    public readonly struct Milliseconds : ITimeUnit
    {
        public static long Micros(long units, string place) => checked(units * 1000);
    }

    public readonly struct Seconds : ITimeUnit
    {
        public static long Micros(long units, string place) => checked(units * 1_000_000);
    }

    public readonly struct Nanoseconds : ITimeUnit
    {
        public static long Micros(long units, string place) => units % 1000 == 0
            ? units / 1000
            : throw new TerminalEtlException($"Loading {place}: there is a time of nanoseconds, and PostgreSQL counts microseconds. Declare the column as `timestamp` or `varchar` in the pipeline file.");
    }
}
