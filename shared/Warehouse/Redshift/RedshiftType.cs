using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>A type in DuckDB's words, as Redshift has it.</summary>
/// <param name="Stored">The type of a segment's column.</param>
/// <param name="Landed">The value as COPY takes it, of <c>{0}</c>, in DuckDB's SQL; null when COPY takes it as it is landed.</param>
/// <param name="Reconciled">How it is held against the source's stream.</param>
/// <param name="Seen">The value that <c>source()</c> has of the stored one, <c>{0}</c>; null when it is the same.</param>
/// <param name="SeenType">The type of that; null when it is <paramref name="Stored"/>.</param>
/// <param name="Kept">The stored value of a seen one, <c>{0}</c>; null when it is the same.</param>
internal sealed partial record RedshiftType(string Stored, string? Landed, Reconciled Reconciled, string? Seen = null, string? SeenType = null, string? Kept = null)
{
    public const string LongText = "varchar(65535)";

    private const string LandedText = "cast({0} as varchar)";

    private static readonly RedshiftType Nested = new(LongText, "cast(to_json({0}) as varchar)", Reconciled.NullsOnly);

    private static readonly Dictionary<string, RedshiftType> Plain = new(StringComparer.Ordinal)
    {
        ["boolean"] = new("boolean", null, Reconciled.Boolean),
        ["tinyint"] = new("smallint", "cast({0} as smallint)", Reconciled.Sum),
        ["utinyint"] = new("smallint", "cast({0} as smallint)", Reconciled.Sum),
        ["smallint"] = new("smallint", null, Reconciled.Sum),
        ["usmallint"] = new("integer", "cast({0} as integer)", Reconciled.Sum),
        ["integer"] = new("integer", null, Reconciled.Sum),
        ["uinteger"] = new("bigint", "cast({0} as bigint)", Reconciled.Sum),
        ["bigint"] = new("bigint", null, Reconciled.Sum),
        ["ubigint"] = new("decimal(20,0)", "cast({0} as decimal(20,0))", Reconciled.Sum),
        ["hugeint"] = new("decimal(38,0)", "cast({0} as decimal(38,0))", Reconciled.Sum),
        ["uhugeint"] = new("decimal(38,0)", "cast({0} as decimal(38,0))", Reconciled.Number),
        ["float"] = new("real", null, Reconciled.Real),
        ["double"] = new("double precision", null, Reconciled.Real),
        ["varchar"] = new(LongText, null, Reconciled.Bytes),
        ["json"] = new(LongText, LandedText, Reconciled.Bytes),
        ["uuid"] = new("varchar(36)", LandedText, Reconciled.Text),
        ["bit"] = new(LongText, LandedText, Reconciled.Text),
        ["blob"] = new("varbyte(1024000)", null, Reconciled.Bytes),
        ["date"] = new("date", null, Reconciled.Time),
        ["time"] = new("varchar(15)", LandedText, Reconciled.Text, "cast({0} as time)", "time", "cast({0} as varchar(15))"),
        ["timetz"] = new("varchar(32)", LandedText, Reconciled.Text),
        ["timestamp"] = new("timestamp", null, Reconciled.Time),
        ["timestamp_s"] = new("timestamp", "cast({0} as timestamp)", Reconciled.Time),
        ["timestamp_ms"] = new("timestamp", "cast({0} as timestamp)", Reconciled.Time),
        ["timestamp_ns"] = new("timestamp", "case when cast(cast({0} as timestamp) as timestamp_ns) = {0} then cast({0} as timestamp) when {0} is not null then error('nanoseconds') end", Reconciled.Time),
        ["timestamptz"] = new("timestamp", "make_timestamp(epoch_us({0}))", Reconciled.Instant, "({0} at time zone 'UTC')", "timestamptz", "({0} at time zone 'UTC')"),
        ["interval"] = new("varchar(64)", LandedText, Reconciled.NullsOnly),
    };

    private static readonly Dictionary<string, string> Words = Spellings(
        ("tinyint", "int1"),
        ("smallint", "int2 short"),
        ("integer", "int4 int signed"),
        ("bigint", "int8 long"),
        ("hugeint", "int128"),
        ("uhugeint", "uint128"),
        ("float", "float4 real"),
        ("double", "float8"),
        ("boolean", "bool logical"),
        ("varchar", "text string char bpchar nvarchar"),
        ("uuid", "guid"),
        ("bit", "bitstring"),
        ("blob", "bytea binary varbinary"),
        ("timestamp", "datetime timestamp_us"));

    /// <summary>The type that models see.</summary>
    public string Type => SeenType ?? Stored;

    /// <param name="type">DuckDB's: <c>decimal(12,2)</c>, <c>TIMESTAMP WITH TIME ZONE</c>, <c>BIGINT[]</c>.</param>
    /// <exception cref="TerminalEtlException">There is no such type here.</exception>
    public static RedshiftType Of(string type)
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
        if (name is "decimal" or "numeric" or "dec")
            return Decimal(type, match);
        return match.Success && Plain.GetValueOrDefault(Words.GetValueOrDefault(name, name)) is { } known
            ? known
            : throw new TerminalEtlException($"Reading a column's type: Redshift has nothing for `{type}`. Declare another type under `columns:` in the pipeline file, for instance `varchar`.");
    }

    /// <summary>The value that models see of a stored column.</summary>
    public string SeenOf(string column) => Seen?.Replace("{0}", column, StringComparison.Ordinal) ?? column;

    /// <summary>The value that is stored of one that models see.</summary>
    public string StoredOf(string column) => Kept?.Replace("{0}", column, StringComparison.Ordinal) ?? column;

    /// <summary>The value that COPY takes of a landed column; the column's name in DuckDB's SQL.</summary>
    public string LandedOf(string column, string type) => Landed is null ? column : Landed.Replace("{0}", $"cast({column} as {TypeText.Checked(type)})", StringComparison.Ordinal);

    private static Dictionary<string, string> Spellings(params (string Type, string Words)[] types) =>
        types.SelectMany(type => type.Words.Split(' ').Select(word => (word, type.Type))).ToDictionary(StringComparer.Ordinal);

    private static RedshiftType Decimal(string type, Match match)
    {
        var width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 18;
        var scale = match.Groups["scale"].Success ? int.Parse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : match.Groups["width"].Success ? 0 : 3;
        return width <= 38 && scale <= 37
            ? new RedshiftType(string.Create(CultureInfo.InvariantCulture, $"decimal({width},{scale})"), null, Reconciled.Sum)
            : throw new TerminalEtlException($"Reading a column's type: Redshift's decimals have at most 38 digits, 37 of them behind the point; `{type}` does not fit. Declare a narrower one, or `varchar`, under `columns:` in the pipeline file.");
    }

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+(?: [a-z]+)*) ?(?:\( ?(?<width>[0-9]+) ?(?:, ?(?<scale>[0-9]+) ?)?\))?$")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
