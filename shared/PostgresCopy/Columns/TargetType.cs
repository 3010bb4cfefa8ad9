using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.PostgresCopy;

/// <summary>A type in DuckDB's words, taken apart.</summary>
/// <param name="Word">The type's one spelling here: <c>BIGINT</c>, <c>DECIMAL</c>; of a list, its elements'.</param>
/// <param name="Width">Of a decimal: digits.</param>
/// <param name="Scale">Of a decimal: digits after the point.</param>
/// <param name="Element">Of a list; else null.</param>
internal sealed partial record TargetType(string Word, int Width, int Scale, TargetType? Element)
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["INT"] = "INTEGER",
        ["NUMERIC"] = "DECIMAL",
        ["REAL"] = "FLOAT",
        ["BOOL"] = "BOOLEAN",
        ["TEXT"] = "VARCHAR",
        ["STRING"] = "VARCHAR",
        ["DATETIME"] = "TIMESTAMP",
        ["TIMESTAMPTZ"] = "TIMESTAMP WITH TIME ZONE",
        ["BYTEA"] = "BLOB",
    };

    /// <summary>As DuckDB takes it.</summary>
    public string Sql => Element is not null
        ? Element.Sql + "[]"
        : Word == "DECIMAL" ? string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})") : Word;

    public static TargetType Of(string type)
    {
        var text = type.Trim().ToUpperInvariant();
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return new TargetType("LIST", 0, 0, Of(text[..^2]));
        var match = Decimal().Match(text);
        if (!match.Success)
            return new TargetType(Words.GetValueOrDefault(text, text), 18, 3, null);
        var scale = match.Groups["scale"];
        return new TargetType("DECIMAL", int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture), scale.Success ? int.Parse(scale.ValueSpan, CultureInfo.InvariantCulture) : 0, null);
    }

    [GeneratedRegex(@"^(DECIMAL|NUMERIC) *\( *(?<width>[0-9]{1,2}) *(, *(?<scale>[0-9]{1,2}) *)?\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimal();
}
