using System.Globalization;

namespace EtlMesh.Extractor.Tests.Typing.Typing;

/// <summary>The engine's cast from text, behind a pattern that lets pass only what it does not alter: another way to the values that the parsers give. White space and missing seconds, which it takes in some places only, are settled before.</summary>
internal static class EngineCast
{
    private const string Trimmed = "trim(t, E' \\t\\n\\f\\r')";

    private const string WithSeconds = @"regexp_replace(regexp_replace(" + Trimmed + @", '\s+(Z|[+-])', '\1'), '([ T]\d{1,2}:\d{2})(Z|[+-]|$)', '\1:00\2')";

    private const string Instant = @"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}([ T]\d{1,2}:\d{2}(:\d{2}(\.\d{1,6}0*)?)?";

    /// <summary>SQL for the value of <c>t</c>; NULL when it is none.</summary>
    public static string Sql(string type) => type switch
    {
        "BOOLEAN" or "UUID" => $"TRY_CAST(t AS {type})",
        "JSON" => @"CASE WHEN json_valid(t) AND NOT regexp_matches(t, '(?i),\s*[\]}]|nan|inf') THEN t::JSON END",
        "DOUBLE" or "FLOAT" => $"CASE WHEN NOT regexp_matches(t, '_|\\+-') AND (isfinite(TRY_CAST(t AS {type})) OR regexp_full_match(t, '(?i)\\s*[+-]?(nan|inf|infinity)\\s*')) THEN TRY_CAST(t AS {type}) END",
        "DATE" => When(@"\s*\d{4}[-/]\d{1,2}[-/]\d{1,2}\s*", type),
        "TIME" => When(@"\s*\d{1,2}:\d{2}(:\d{2}(\.\d{1,6}0*)?)?\s*", type),
        "TIMESTAMP" => When(Instant + @"\s*(Z|[+-]00(:?00)?)?)?\s*", type, WithSeconds),
        "TIMESTAMPTZ" => When(Instant + @"\s*(Z|[+-]\d{2}(:?\d{2})?)?)?\s*", type, WithSeconds),
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => Decimal(type),
        _ => When(@"\s*[+-]?[0-9]+\s*", type),
    };

    private static string Decimal(string type)
    {
        var scale = int.Parse(type.AsSpan()[(type.IndexOf(',', StringComparison.Ordinal) + 1)..^1], CultureInfo.InvariantCulture);
        return When($@"\s*[+-]?([0-9]+(\.[0-9]{{0,{scale}}}0*)?|\.[0-9]{{{(scale == 0 ? 0 : 1)},{scale}}}0*)\s*", type);
    }

    private static string When(string pattern, string type, string text = Trimmed) => $"CASE WHEN regexp_full_match(t, '{pattern}') THEN TRY_CAST({text} AS {type}) END";
}
