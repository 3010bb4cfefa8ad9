using System.Numerics;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>A stored value that is not NULL, as .NET's.</summary>
internal static class VectorValue
{
    private const int MaxScale = 28;

    private static readonly BigInteger MaxUnscaled = (BigInteger.One << 96) - 1;

    public static object Of(DuckDbVector vector, int row) => vector.Type.Id switch
    {
        DuckDbTypeId.Boolean => vector.GetBoolean(row),
        DuckDbTypeId.TinyInt => vector.Get<sbyte>(row),
        DuckDbTypeId.SmallInt => vector.Get<short>(row),
        DuckDbTypeId.Integer => vector.Get<int>(row),
        DuckDbTypeId.BigInt => vector.Get<long>(row),
        DuckDbTypeId.UTinyInt => vector.Get<byte>(row),
        DuckDbTypeId.USmallInt => vector.Get<ushort>(row),
        DuckDbTypeId.UInteger => vector.Get<uint>(row),
        DuckDbTypeId.UBigInt => vector.Get<ulong>(row),
        DuckDbTypeId.HugeInt or DuckDbTypeId.UHugeInt => vector.GetBigInteger(row),
        DuckDbTypeId.Float => vector.Get<float>(row),
        DuckDbTypeId.Double => vector.Get<double>(row),
        DuckDbTypeId.Decimal => TryDecimal(vector.GetBigInteger(row), vector.Type.Decimal.Scale, out var value) ? value : vector.GetString(row),
        DuckDbTypeId.Blob => vector.Utf8(row).ToArray(),
        DuckDbTypeId.Date => Date(vector, row),
        DuckDbTypeId.Time => Time(vector, row),
        DuckDbTypeId.Timestamp => Timestamp(vector, row, TimeSpan.TicksPerMicrosecond),
        DuckDbTypeId.TimestampTz => Timestamp(vector, row, TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc),
        DuckDbTypeId.TimestampMs => Timestamp(vector, row, TimeSpan.TicksPerMillisecond),
        DuckDbTypeId.TimestampS => Timestamp(vector, row, TimeSpan.TicksPerSecond),
        DuckDbTypeId.TimestampNs => Nanoseconds(vector, row),
        DuckDbTypeId.Interval => Interval(vector, row),
        DuckDbTypeId.Uuid => Uuid(vector.Get<UInt128>(row)),
        _ => vector.GetString(row),
    };

    public static bool TryDecimal(BigInteger unscaled, int scale, out decimal value)
    {
        value = 0;
        var magnitude = BigInteger.Abs(unscaled);
        if (scale > MaxScale || magnitude > MaxUnscaled)
            return false;
        var bits = (UInt128)magnitude;
        value = new decimal((int)(uint)bits, (int)(uint)(bits >> 32), (int)(uint)(bits >> 64), unscaled.Sign < 0, (byte)scale);
        return true;
    }

    // Stored with the first bit turned, so that ids sort as numbers.
    public static Guid Uuid(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }

    private static object Date(DuckDbVector vector, int row)
    {
        var day = (long)vector.Get<int>(row) + Epoch.Days;
        return day is < 0 or > 3_652_058 ? vector.GetString(row) : DateOnly.FromDayNumber((int)day);
    }

    private static object Time(DuckDbVector vector, int row)
    {
        var ticks = vector.Get<long>(row) * TimeSpan.TicksPerMicrosecond;
        return ticks < TimeSpan.TicksPerDay ? new TimeOnly(ticks) : vector.GetString(row);
    }

    private static object Timestamp(DuckDbVector vector, int row, long ticksPerUnit, DateTimeKind kind = DateTimeKind.Unspecified)
    {
        var ticks = ((Int128)vector.Get<long>(row) * ticksPerUnit) + DateTime.UnixEpoch.Ticks;
        return ticks < 0 || ticks > DateTime.MaxValue.Ticks ? vector.GetString(row) : new DateTime((long)ticks, kind);
    }

    private static object Nanoseconds(DuckDbVector vector, int row)
    {
        var value = vector.Get<long>(row);
        if (value % TimeSpan.NanosecondsPerTick != 0 || value is long.MaxValue or -long.MaxValue)
            return vector.GetString(row);
        return new DateTime(DateTime.UnixEpoch.Ticks + (value / TimeSpan.NanosecondsPerTick), DateTimeKind.Unspecified);
    }

    private static object Interval(DuckDbVector vector, int row)
    {
        var interval = vector.Get<IntervalStruct>(row);
        var ticks = ((Int128)interval.Micros * TimeSpan.TicksPerMicrosecond) + ((Int128)interval.Days * TimeSpan.TicksPerDay);
        return interval.Months == 0 && ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : vector.GetString(row);
    }
}
