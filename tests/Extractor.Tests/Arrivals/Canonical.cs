using System.Globalization;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>Values as both warehouses' <see cref="CanonicalSql"/> writes them.</summary>
internal static class Canonical
{
    /// <summary>Of floats their bits, and of decimals a zero before the point, as each engine spells them its own way; of everything else the text itself.</summary>
    public static string? Text(string? text, string type) => (text, type.ToLowerInvariant()) switch
    {
        (null, _) => null,
        (_, "double") => BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)).ToString("x16", CultureInfo.InvariantCulture),
        (_, "float") => BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)).ToString("x8", CultureInfo.InvariantCulture),
        // DuckDB writes no zero before the point where the type has none.
        (_, ['d', 'e', 'c', ..]) => text.StartsWith("-.", StringComparison.Ordinal) ? "-0" + text[1..] : text.StartsWith('.') ? "0" + text : text,
        _ => text,
    };

    /// <summary>An interval that is hours, minutes and seconds alone.</summary>
    public static string Interval(long micros) => string.Create(CultureInfo.InvariantCulture, $"0 0 {micros}");

    public static string Blob(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
