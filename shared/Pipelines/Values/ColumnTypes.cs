using System.Globalization;
using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>The types that a column can be declared with, in DuckDB's words.</summary>
public static partial class ColumnTypes
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["tinyint"] = "tinyint",
        ["smallint"] = "smallint",
        ["integer"] = "integer",
        ["int"] = "integer",
        ["bigint"] = "bigint",
        ["hugeint"] = "hugeint",
        ["utinyint"] = "utinyint",
        ["usmallint"] = "usmallint",
        ["uinteger"] = "uinteger",
        ["ubigint"] = "ubigint",
        ["decimal"] = "decimal(18,3)",
        ["numeric"] = "decimal(18,3)",
        ["double"] = "double",
        ["float"] = "float",
        ["real"] = "float",
        ["boolean"] = "boolean",
        ["bool"] = "boolean",
        ["varchar"] = "varchar",
        ["text"] = "varchar",
        ["string"] = "varchar",
        ["date"] = "date",
        ["time"] = "time",
        ["timestamp"] = "timestamp",
        ["timestamptz"] = "timestamptz",
        ["timestamp with time zone"] = "timestamptz",
        ["interval"] = "interval",
        ["uuid"] = "uuid",
        ["json"] = "json",
        ["blob"] = "blob",
    };

    /// <summary>The spellings that are understood, without parameters.</summary>
    public static IReadOnlyCollection<string> Spellings => Names.Keys;

    /// <summary>The spellings in lowercase, the only one that editors offer; the parser takes upper case, too.</summary>
    internal static ValueShape Shape { get; } = ValueShape.AnyOf(
        ValueShape.OneOf([.. Names.Keys]),
        ValueShape.Matching(@"^(decimal|numeric) *\( *[0-9]{1,6} *(, *[0-9]{1,6} *)?\)$"),
        ValueShape.Matching(@"^(varchar|text|string) *\( *[0-9]{1,6} *\)$"));

    /// <summary>One spelling per type, lowercase: <c>text</c> and <c>varchar(20)</c> are <c>varchar</c>, <c>NUMERIC(12, 2)</c> is <c>decimal(12,2)</c>.</summary>
    public static bool TryNormalise(string text, out string type)
    {
        var match = Pattern().Match(text.Trim().ToLowerInvariant());
        type = "";
        if (!match.Success || !Names.TryGetValue(match.Groups["name"].Value, out var name))
        {
            return false;
        }

        type = name;
        if (!match.Groups["first"].Success)
        {
            return true;
        }

        var first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
        var second = match.Groups["second"].Success ? int.Parse(match.Groups["second"].ValueSpan, CultureInfo.InvariantCulture) : (int?)null;
        if (name == "varchar")
        {
            return first > 0 && second is null;
        }

        type = string.Create(CultureInfo.InvariantCulture, $"decimal({first},{second ?? 0})");
        return name.StartsWith("decimal", StringComparison.Ordinal) && first is >= 1 and <= 38 && (second ?? 0) <= first;
    }

    [GeneratedRegex(@"^(?<name>[a-z]+(?: [a-z]+)*)(?:\s*\(\s*(?<first>[0-9]{1,6})\s*(?:,\s*(?<second>[0-9]{1,6})\s*)?\))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
