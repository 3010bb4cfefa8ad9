namespace EtlMesh.Extractor.Typing;

/// <summary>A type that a column without a declared one may have, and the SQL condition that a text is a value of it and nothing else.</summary>
internal sealed record TypeCandidate(string Type, Func<string, string> Fits)
{
    /// <summary>From narrow to wide. Numbers with leading zeros are codes, and stay text; so do numbers with more digits than a double holds, beyond what a decimal does.</summary>
    public static readonly IReadOnlyList<TypeCandidate> Numbers =
    [
        new("bigint", text => Is(text, "-?(0|[1-9][0-9]*)", "BIGINT")),
        new("double", text => $"({Is(text, @"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", "DOUBLE")} AND isfinite(TRY_CAST({text} AS DOUBLE)) AND length(regexp_replace({text}, '[eE].*|[^0-9]', '', 'g')) <= 15)"),
        new("decimal(38,10)", text => Is(text, @"-?(0|[1-9][0-9]*)(\.[0-9]{1,10})?", "DECIMAL(38,10)")),
    ];

    public static readonly IReadOnlyList<TypeCandidate> Booleans = [new("boolean", text => $"lower({text}) IN ('true', 'false')")];

    public static readonly IReadOnlyList<TypeCandidate> Times =
    [
        new("date", text => Is(text, @"\d{4}-\d{2}-\d{2}", "DATE")),
        new("timestamp", text => Is(text, @"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?", "TIMESTAMP")),
        new("timestamptz", text => Is(text, @"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)", "TIMESTAMPTZ")),
    ];

    public static readonly IReadOnlyList<TypeCandidate> OfText = [.. Numbers, .. Booleans, .. Times];

    private static string Is(string text, string pattern, string type) =>
        $"(regexp_full_match({text}, '{pattern}') AND TRY_CAST({text} AS {type}) IS NOT NULL)";
}
