using System.Globalization;
using System.Numerics;

namespace EtlMesh.DuckDb;

/// <summary>Words of SQL made from values.</summary>
public static class Sql
{
    /// <summary>A quoted name.</summary>
    public static string Identifier(string name)
    {
        RefuseNul(name);
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A constant: null, bool, numbers, text, dates and times, bytes, Guid.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "NULL",
        bool b => b ? "true" : "false",
        string s => Text(s),
        float or double => $"{Text(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture))}::DOUBLE",
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal or BigInteger =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        DateOnly d => $"DATE '{d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        TimeOnly t => $"TIME '{t.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        DateTime t => $"TIMESTAMP '{t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'",
        DateTimeOffset t => $"TIMESTAMPTZ '{t.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}+00'",
        TimeSpan t => $"to_microseconds({(t.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)})",
        byte[] bytes => $"from_hex('{Convert.ToHexString(bytes)}')",
        Guid g => $"UUID '{g:D}'",
        _ => throw new ArgumentException($"SQL has no literal here for a {value.GetType().Name}.", nameof(value)),
    };

    private static string Text(string text)
    {
        RefuseNul(text);
        return $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    // The text of a statement ends at its first NUL: what follows would be lost, quote and all.
    private static void RefuseNul(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("SQL text cannot hold a NUL character; give the value as a parameter.", nameof(text));
    }
}
