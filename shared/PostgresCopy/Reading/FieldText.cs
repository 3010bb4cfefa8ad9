using System.Globalization;
using System.Text;
using EtlMesh.DuckDb;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>Binary fields as text for people to read; for the few rows that are shown.</summary>
internal static class FieldText
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Of(uint type, ReadOnlySpan<byte> value) => type switch
    {
        TypeIds.Bool => value[0] == 1 ? "true" : "false",
        TypeIds.Int2 or TypeIds.Int4 or TypeIds.Int8 => WholeNumberFields.Read(value).ToString(Invariant),
        TypeIds.Oid => ReadUInt32BigEndian(value).ToString(Invariant),
        TypeIds.Float4 => ReadSingleBigEndian(value).ToString("R", Invariant),
        TypeIds.Float8 => ReadDoubleBigEndian(value).ToString("R", Invariant),
        TypeIds.Numeric => Numeric(value),
        TypeIds.Jsonb => Encoding.UTF8.GetString(value[1..]),
        TypeIds.Json => Encoding.UTF8.GetString(value),
        TypeIds.Date => TimeText.Date(MomentFields.Days(ReadInt32BigEndian(value))),
        TypeIds.Time => TimeText.Time(ReadInt64BigEndian(value)),
        TypeIds.Timestamp => Moment(value),
        TypeIds.TimestampTz => Moment(value) + "+00",
        TypeIds.Interval => IntervalFields.TryRead(value, out var months, out var days, out var micros)
            ? TimeText.Interval(months, days, micros)
            : micros > 0 ? "infinity" : "-infinity",
        TypeIds.Uuid => new Guid(value, bigEndian: true).ToString("D"),
        _ when TypeIds.IsText(type) => Encoding.UTF8.GetString(value),
        TypeIds.Bytea => $"\\x{Convert.ToHexStringLower(value)}",
        _ => Array(value),
    };

    // Beyond DuckDB's years the server's own count must do.
    private static string Moment(ReadOnlySpan<byte> value) => MomentFields.Micros(ReadInt64BigEndian(value)) is { } micros
        ? TimeText.Timestamp(micros, 6)
        : string.Create(Invariant, $"{ReadInt64BigEndian(value)} microseconds after 2000-01-01");

    private static string Numeric(ReadOnlySpan<byte> value)
    {
        var (count, weight, sign, shown) = (ReadInt16BigEndian(value), ReadInt16BigEndian(value[2..]), ReadUInt16BigEndian(value[4..]), ReadInt16BigEndian(value[6..]));
        if (sign is not (0 or 0x4000))
            return sign switch { 0xD000 => "Infinity", 0xF000 => "-Infinity", _ => "NaN" };
        var whole = new StringBuilder();
        for (var i = 0; i <= weight; i++)
            whole.Append(Invariant, $"{Digit(value, i, count):0000}");
        var fraction = new StringBuilder();
        for (var i = weight + 1; fraction.Length < shown; i++)
            fraction.Append(Invariant, $"{Digit(value, i, count):0000}");
        var digits = whole.ToString().TrimStart('0');
        return $"{(sign == 0 ? "" : "-")}{(digits.Length == 0 ? "0" : digits)}{(shown > 0 ? "." : "")}{fraction.ToString()[..shown]}";
    }

    // The first digit has the power `weight`; those before it, where that is negative, are zeros, and those behind the last one, too.
    private static int Digit(ReadOnlySpan<byte> value, int index, int count) =>
        index >= 0 && index < count ? ReadUInt16BigEndian(value[(NumericField.Header + (2 * index))..]) : 0;

    private static string Array(ReadOnlySpan<byte> value)
    {
        var dimensions = ReadInt32BigEndian(value);
        var element = ReadUInt32BigEndian(value[8..]);
        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
            sizes[i] = ReadInt32BigEndian(value[(ArrayField.Header + (8 * i))..]);
        var rest = value[(ArrayField.Header + (8 * dimensions))..];
        return dimensions == 0 ? "{}" : Elements(sizes, element, ref rest);
    }

    private static string Elements(ReadOnlySpan<int> sizes, uint element, ref ReadOnlySpan<byte> rest)
    {
        var words = new List<string>();
        for (var i = 0; i < sizes[0]; i++)
            words.Add(sizes.Length > 1 ? Elements(sizes[1..], element, ref rest) : Element(element, ref rest));
        return $"{{{string.Join(',', words)}}}";
    }

    private static string Element(uint element, ref ReadOnlySpan<byte> rest)
    {
        var length = ReadInt32BigEndian(rest);
        var value = rest.Slice(sizeof(int), Math.Max(length, 0));
        rest = rest[(sizeof(int) + value.Length)..];
        return length < 0 ? "NULL" : Of(element, value);
    }
}
