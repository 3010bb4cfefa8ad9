using System.Globalization;

namespace EtlMesh.Warehouse;

/// <summary>Values of a query as .NET's, and types in DuckDB's words. What .NET cannot hold exactly is text.</summary>
internal static class ReadValue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["boolean"] = "BOOLEAN",
        ["smallint"] = "SMALLINT",
        ["integer"] = "INTEGER",
        ["bigint"] = "BIGINT",
        ["real"] = "FLOAT",
        ["double precision"] = "DOUBLE",
        ["uuid"] = "UUID",
        ["bytea"] = "BLOB",
        ["text"] = "VARCHAR",
        ["name"] = "VARCHAR",
    };

    private static readonly Dictionary<string, string> AsText = new(StringComparer.Ordinal)
    {
        ["character varying"] = "VARCHAR",
        ["character"] = "VARCHAR",
        ["json"] = "JSON",
        ["jsonb"] = "JSON",
        ["numeric"] = "DECIMAL",
        ["date"] = "DATE",
        ["interval"] = "INTERVAL",
        ["time without time zone"] = "TIME",
        ["time with time zone"] = "TIME WITH TIME ZONE",
        ["timestamp without time zone"] = "TIMESTAMP",
        ["timestamp with time zone"] = "TIMESTAMP WITH TIME ZONE",
    };

    /// <param name="type">The server's, as <c>numeric(12,2)</c>.</param>
    public static string Words(string type)
    {
        if (Plain.GetValueOrDefault(type) is { } plain)
            return plain;
        var bracket = type.IndexOf('(', StringComparison.Ordinal);
        var end = type.IndexOf(')', StringComparison.Ordinal);
        var bare = bracket < 0 ? type : type[..bracket] + type[(end + 1)..];
        var word = AsText.GetValueOrDefault(bare, bare.ToUpperInvariant());
        if (word != "DECIMAL" || bracket < 0)
            return word;
        var parameters = type[(bracket + 1)..end].Replace(" ", "", StringComparison.Ordinal);
        return $"DECIMAL({parameters}{(parameters.Contains(',', StringComparison.Ordinal) ? "" : ",0")})";
    }

    /// <summary>Whether the server is to write the value out: then all of it comes, however wide.</summary>
    public static bool IsText(string type) => !Plain.ContainsKey(type);

    /// <param name="words">Of <see cref="Words"/>.</param>
    /// <param name="value">As the server gave it.</param>
    public static object Of(string words, object value) => value is not string text ? value : words switch
    {
        "DATE" when DateOnly.TryParseExact(text, "yyyy-MM-dd", Invariant, DateTimeStyles.None, out var date) => date,
        "TIME" when TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFF", Invariant, DateTimeStyles.None, out var time) => time,
        "TIMESTAMP" when IsMoment(text, DateTimeStyles.None, out var moment) => moment,
        "TIMESTAMP WITH TIME ZONE" when text.EndsWith("+00", StringComparison.Ordinal)
            && IsMoment(text[..^3], DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) => moment,
        _ when words.StartsWith("DECIMAL", StringComparison.Ordinal)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, Invariant, out var number)
            && number.ToString(Invariant) == text => number,
        _ => text,
    };

    private static bool IsMoment(string text, DateTimeStyles styles, out DateTime moment) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss.FFFFFF", Invariant, styles, out moment);
}
