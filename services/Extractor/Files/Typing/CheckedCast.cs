using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>
/// A cast from text in SQL that gives the exact value or NULL. The engine's own casts alter what does not fit:
/// they round 1.5 to a whole number, cut a time off a date, drop an offset from a timestamp, turn 1e400 into infinity.
/// </summary>
internal sealed partial class CheckedCast
{
    private readonly Func<string, string> sql;

    private CheckedCast(string type, Func<string, string> sql, bool isText = false, bool isExact = false) =>
        (Type, this.sql, IsText, IsExact) = (type, sql, isText, isExact);

    /// <summary>The type in the engine's words.</summary>
    public string Type { get; }

    /// <summary>Any text is a value, the empty one too.</summary>
    public bool IsText { get; }

    /// <summary>Whole numbers and decimals.</summary>
    public bool IsExact { get; }

    public bool IsJson => Type == "JSON";

    /// <param name="text">An expression of VARCHAR.</param>
    public string Sql(string text) => sql(text);

    /// <param name="type">A declared type, such as <c>decimal(12,2)</c>.</param>
    /// <param name="column">The column's name, for errors.</param>
    /// <exception cref="TerminalEtlException">Not a type that files can hold.</exception>
    public static CheckedCast Of(string type, string column)
    {
        var match = Declared().Match(type);
        var name = match.Groups["name"].Value.ToUpperInvariant();
        return match.Success ? name switch
        {
            "TINYINT" or "SMALLINT" or "INTEGER" or "INT" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" =>
                new(name, text => When(text, @"\s*[+-]?[0-9]+\s*", name), isExact: true),
            "DECIMAL" or "NUMERIC" => Decimal(match),
            "DOUBLE" or "FLOAT" or "REAL" =>
                new(name, text => $"CASE WHEN isfinite(TRY_CAST({text} AS {name})) OR regexp_full_match({text}, '(?i)\\s*[+-]?(nan|inf|infinity)\\s*') THEN TRY_CAST({text} AS {name}) END"),
            "VARCHAR" or "TEXT" or "STRING" => new("VARCHAR", text => text, isText: true),
            "BOOLEAN" or "BOOL" => new("BOOLEAN", text => $"TRY_CAST({text} AS BOOLEAN)"),
            "DATE" => new(name, text => When(text, @"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}\s*", name)),
            "TIME" => new(name, text => When(text, @"\s*\d{1,2}:\d{2}(:\d{2}(\.\d{1,6}0*)?)?\s*", name)),
            "TIMESTAMP" or "DATETIME" => new("TIMESTAMP", text => When(text, Instant + @"\s*(Z|[+-]00(:?00)?)?)?\s*", "TIMESTAMP")),
            "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => new("TIMESTAMPTZ", text => When(text, Instant + @"\s*(Z|[+-]\d{2}(:?\d{2})?)?)?\s*", "TIMESTAMPTZ")),
            "UUID" => new(name, text => $"TRY_CAST({text} AS UUID)"),
            "JSON" => new(name, text => $"CASE WHEN json_valid({text}) THEN {text}::JSON END"),
            _ => throw Unknown(type, column),
        }
        : throw Unknown(type, column);
    }

    private const string Instant = @"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,6}0*)?)?";

    private static CheckedCast Decimal(Match match)
    {
        var width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 18;
        var scale = match.Groups["scale"].Success ? int.Parse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : match.Groups["width"].Success ? 0 : 3;
        var type = string.Create(CultureInfo.InvariantCulture, $"DECIMAL({width},{scale})");
        var pattern = string.Create(CultureInfo.InvariantCulture, $@"\s*[+-]?([0-9]+(\.[0-9]{{0,{scale}}}0*)?|\.[0-9]{{1,{Math.Max(1, scale)}}}0*)\s*");
        return new CheckedCast(type, text => When(text, pattern, type), isExact: true);
    }

    private static string When(string text, string pattern, string type) =>
        $"CASE WHEN regexp_full_match({text}, '{pattern}') THEN TRY_CAST({text} AS {type}) END";

    private static TerminalEtlException Unknown(string type, string column) => new(
        $"Reading column {column}: `{type}` is not a type that files can be read as; declare one of the integer types, decimal(p,s), double, varchar, boolean, date, time, timestamp, timestamptz, uuid or json in the pipeline file.");

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]+|timestamp with time zone)\s*(\(\s*(?<width>[1-9]|[12][0-9]|3[0-8])\s*(,\s*(?<scale>[0-9]|[12][0-9]|3[0-8])\s*)?\))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
