using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>A type in DuckDB's words, as PostgreSQL has it.</summary>
/// <param name="Sql">PostgreSQL's type.</param>
internal sealed partial record PostgresType(string Sql, Reconciled Reconciled)
{
    private static readonly Dictionary<string, PostgresType> Plain = Types(
        (Reconciled.Sum, "smallint", "tinyint int1 utinyint smallint int2 short"),
        (Reconciled.Sum, "integer", "usmallint integer int int4 signed"),
        (Reconciled.Sum, "bigint", "uinteger bigint int8 long"),
        (Reconciled.Sum, "numeric(20,0)", "ubigint"),
        (Reconciled.Sum, "numeric(39,0)", "hugeint int128"),
        (Reconciled.Number, "numeric(39,0)", "uhugeint uint128"),
        (Reconciled.Sum, "numeric(18,3)", "decimal numeric dec"),
        (Reconciled.Real, "real", "float float4 real"),
        (Reconciled.Real, "double precision", "double float8"),
        (Reconciled.Boolean, "boolean", "boolean bool logical"),
        (Reconciled.Bytes, "text", "varchar text string char bpchar nvarchar"),
        (Reconciled.Bytes, "json", "json"),
        (Reconciled.Text, "uuid", "uuid guid"),
        (Reconciled.Text, "text", "bit bitstring"),
        (Reconciled.Bytes, "bytea", "blob bytea binary varbinary"),
        (Reconciled.Time, "date", "date"),
        (Reconciled.Time, "time", "time time_ns"),
        (Reconciled.Time, "timetz", "timetz"),
        (Reconciled.Time, "timestamp", "timestamp datetime timestamp_s timestamp_ms timestamp_us timestamp_ns"),
        (Reconciled.Time, "timestamptz", "timestamptz"),
        (Reconciled.NullsOnly, "interval", "interval"));

    private static readonly PostgresType Nested = new("json", Reconciled.NullsOnly);

    /// <param name="type">DuckDB's: <c>decimal(12,2)</c>, <c>TIMESTAMP WITH TIME ZONE</c>, <c>BIGINT[]</c>.</param>
    /// <exception cref="TerminalEtlException">There is no such type here.</exception>
    public static PostgresType Of(string type)
    {
        var word = Blanks().Replace(TypeText.Checked(type).Trim().ToLowerInvariant(), " ");
        if (TypeText.IsNested(word))
            return Nested;
        var match = Parameters().Match(word);
        var name = match.Groups["name"].Value switch
        {
            "timestamp with time zone" => "timestamptz",
            "timestamp without time zone" => "timestamp",
            "time with time zone" => "timetz",
            "time without time zone" => "time",
            "double precision" => "double",
            "character varying" => "varchar",
            var other => other,
        };
        if (match.Success && Plain.TryGetValue(name, out var known))
            return known.Sql.StartsWith("numeric(18", StringComparison.Ordinal) && match.Groups["width"].Success
                ? known with { Sql = string.Create(CultureInfo.InvariantCulture, $"numeric({match.Groups["width"].Value},{(match.Groups["scale"].Success ? match.Groups["scale"].Value : "0")})") }
                : known;
        throw new TerminalEtlException($"Reading a column's type: PostgreSQL has nothing for `{type}`. Declare another type under `columns:` in the pipeline file, for instance `varchar`.");
    }

    private static Dictionary<string, PostgresType> Types(params (Reconciled Reconciled, string Sql, string Words)[] types) =>
        types.SelectMany(type => type.Words.Split(' ').Select(word => (word, new PostgresType(type.Sql, type.Reconciled)))).ToDictionary(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+(?: [a-z]+)*) ?(?:\( ?(?<width>[0-9]+) ?(?:, ?(?<scale>[0-9]+) ?)?\))?$")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
