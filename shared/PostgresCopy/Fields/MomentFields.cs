using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>Days and instants: the server counts them from 2000, DuckDB from 1970. Both have infinite ones at the ends of what they count.</summary>
internal static class MomentFields
{
    private const int EpochDays = 10_957;
    private const long EpochMicros = EpochDays * 86_400_000_000L;

    public static readonly FieldReader Date = static (value, column, row) =>
    {
        column.Set(row, Days(ReadInt32BigEndian(value)));
        return true;
    };

    /// <summary>Refuses what lies beyond the year 294246, where DuckDB ends.</summary>
    public static readonly FieldReader Timestamp = static (value, column, row) =>
    {
        if (Micros(ReadInt64BigEndian(value)) is not { } micros)
            return false;
        column.Set(row, micros);
        return true;
    };

    /// <summary>Days since 1970.</summary>
    public static int Days(int days) => days switch
    {
        int.MaxValue => int.MaxValue,
        int.MinValue => -int.MaxValue,
        _ => days + EpochDays,
    };

    /// <summary>Microseconds since 1970; null when there are too many.</summary>
    public static long? Micros(long micros) => micros switch
    {
        long.MaxValue => long.MaxValue,
        long.MinValue => -long.MaxValue,
        >= long.MaxValue - EpochMicros => null,
        _ => micros + EpochMicros,
    };
}
