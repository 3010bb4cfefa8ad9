using System.Globalization;
using System.Numerics;
using System.Text;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>A stored value as text, the way the engine writes it.</summary>
internal static class VectorText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Of(DuckDbVector vector, int row) => vector.Type.Id switch
    {
        _ when vector.IsNull(row) => "NULL",
        DuckDbTypeId.Boolean => vector.GetBoolean(row) ? "true" : "false",
        DuckDbTypeId.Varchar => Encoding.UTF8.GetString(vector.Utf8(row)),
        DuckDbTypeId.Enum => vector.EnumWord(row),
        DuckDbTypeId.Float => Real(vector.Get<float>(row).ToString("R", Invariant)),
        DuckDbTypeId.Double => Real(vector.Get<double>(row).ToString("R", Invariant)),
        DuckDbTypeId.Decimal => Decimal(vector.GetBigInteger(row), vector.Type.Decimal.Scale),
        DuckDbTypeId.Blob => Blob(vector.Utf8(row)),
        DuckDbTypeId.Bit => Bits(vector.Utf8(row)),
        DuckDbTypeId.BigNum => BigNum(vector.Utf8(row)),
        DuckDbTypeId.Uuid => VectorValue.Uuid(vector.Get<UInt128>(row)).ToString("D"),
        DuckDbTypeId.Interval => vector.Get<IntervalStruct>(row) is var interval ? TimeText.Interval(interval.Months, interval.Days, interval.Micros) : "",
        DuckDbTypeId.Date => TimeText.Date(vector.Get<int>(row)),
        DuckDbTypeId.Time => TimeText.Time(vector.Get<long>(row)),
        DuckDbTypeId.TimeNs => TimeText.TimeNs(vector.Get<long>(row)),
        DuckDbTypeId.TimeTz => TimeText.TimeTz(vector.Get<ulong>(row)),
        DuckDbTypeId.Timestamp => TimeText.Timestamp(vector.Get<long>(row), 6),
        DuckDbTypeId.TimestampTz => TimeText.Timestamp(vector.Get<long>(row), 6) + "+00",
        DuckDbTypeId.TimestampS => TimeText.Timestamp(vector.Get<long>(row), 0),
        DuckDbTypeId.TimestampMs => TimeText.Timestamp(vector.Get<long>(row), 3),
        DuckDbTypeId.TimestampNs => TimeText.Timestamp(vector.Get<long>(row), 9),
        DuckDbTypeId.List or DuckDbTypeId.Array or DuckDbTypeId.Map or DuckDbTypeId.Struct or DuckDbTypeId.Union => NestedText.Of(vector, row),
        _ => vector.GetBigInteger(row).ToString(Invariant),
    };

    public static string Decimal(BigInteger unscaled, int scale)
    {
        var digits = BigInteger.Abs(unscaled).ToString(Invariant).PadLeft(scale + 1, '0');
        var sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    private static string Real(string text) => text switch
    {
        "Infinity" => "inf",
        "-Infinity" => "-inf",
        "NaN" => "nan",
        _ when text.Contains('E', StringComparison.Ordinal) => text.Replace('E', 'e'),
        _ when text.Contains('.', StringComparison.Ordinal) => text,
        _ => text + ".0",
    };

    private static string Blob(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
            _ = b is >= 32 and <= 126 and not ((byte)'\\' or (byte)'\'' or (byte)'"') ? text.Append((char)b) : text.Append(Invariant, $"\\x{b:X2}");
        return text.ToString();
    }

    // The first byte counts the bits that pad the second.
    private static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var bit = 8 + bytes[0]; bit < bytes.Length * 8; bit++)
            text.Append((bytes[bit / 8] & (128 >> (bit % 8))) != 0 ? '1' : '0');
        return text.ToString();
    }

    // Three bytes of header, the first bit set for positive; a negative number is stored complemented.
    private static string BigNum(ReadOnlySpan<byte> bytes)
    {
        var negative = (bytes[0] & 0x80) == 0;
        var magnitude = bytes[3..].ToArray();
        if (negative)
            for (var i = 0; i < magnitude.Length; i++)
                magnitude[i] = (byte)~magnitude[i];
        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return (negative ? -value : value).ToString(Invariant);
    }
}
