using System.Globalization;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Typing;

/// <summary>
/// A type that files can be read as. Texts become its values by an own parser, exactly or not at all: the engine's casts alter what does not fit.
/// They round 1.5 to a whole number, cut a time off a date, drop an offset from a timestamp, turn 1e400 into infinity.
/// </summary>
/// <param name="Name">The type in the engine's words.</param>
/// <param name="Parser">Reads its values.</param>
internal sealed partial record DeclaredType(string Name, ValueParser Parser)
{
    /// <summary>Any text is a value, the empty one too.</summary>
    public bool IsText => Parser is TextParser;

    /// <summary>A day, or a moment of one.</summary>
    public bool IsDate => Parser is DateParser or TimestampParser;

    public bool IsJson => Parser is JsonParser;

    /// <summary>The type that landing has for it: an interval lands as text, which the load casts, as Parquet's own loses microseconds.</summary>
    public string Landed => Parser is IntervalParser ? "VARCHAR" : Name;

    /// <summary>Whole numbers and decimals.</summary>
    public bool IsExact { get; private init; }

    /// <param name="type">A declared type, such as <c>decimal(12,2)</c>.</param>
    /// <param name="column">The column's name, for errors.</param>
    /// <exception cref="TerminalEtlException">Not a type that files can hold.</exception>
    public static DeclaredType Of(string type, string column)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
            return new(Of(type[..^2], column).Landed + "[]", new ListParser());
        var match = Declared().Match(type);
        var name = match.Groups["name"].Value.ToUpperInvariant();
        return (match.Success ? name : "") switch
        {
            "TINYINT" => Whole<sbyte>(name),
            "SMALLINT" => Whole<short>(name),
            "INTEGER" or "INT" => Whole<int>("INTEGER"),
            "BIGINT" => Whole<long>(name),
            "HUGEINT" => Whole<Int128>(name),
            "UTINYINT" => Whole<byte>(name),
            "USMALLINT" => Whole<ushort>(name),
            "UINTEGER" => Whole<uint>(name),
            "UBIGINT" => Whole<ulong>(name),
            "DECIMAL" or "NUMERIC" => Decimal(match, type, column),
            "DOUBLE" => new(name, new RealParser<double>()),
            "FLOAT" or "REAL" => new("FLOAT", new RealParser<float>()),
            "VARCHAR" or "TEXT" or "STRING" => new("VARCHAR", new TextParser()),
            "BOOLEAN" or "BOOL" => new("BOOLEAN", new BooleanParser()),
            "DATE" => new(name, new DateParser()),
            "TIME" => new(name, new TimeParser()),
            "TIMESTAMP" or "DATETIME" => new("TIMESTAMP", new TimestampParser(isInstant: false)),
            "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => new("TIMESTAMPTZ", new TimestampParser(isInstant: true)),
            "INTERVAL" => new(name, new IntervalParser()),
            "BLOB" => new(name, new BlobParser()),
            "UUID" => new(name, new UuidParser()),
            "JSON" => new(name, new JsonParser()),
            _ => throw Unknown(type, column),
        };
    }

    private static DeclaredType Whole<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> => new(name, new WholeNumberParser<T>()) { IsExact = true };

    private static DeclaredType Decimal(Match match, string type, string column)
    {
        var width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture) : 18;
        var scale = match.Groups["scale"].Success ? int.Parse(match.Groups["scale"].ValueSpan, CultureInfo.InvariantCulture) : match.Groups["width"].Success ? 0 : 3;
        if (scale > width)
            throw Unknown(type, column);
        ValueParser parser = width switch
        {
            <= 4 => new DecimalParser<short>(width, scale),
            <= 9 => new DecimalParser<int>(width, scale),
            <= 18 => new DecimalParser<long>(width, scale),
            _ => new DecimalParser<Int128>(width, scale),
        };
        return new(string.Create(CultureInfo.InvariantCulture, $"DECIMAL({width},{scale})"), parser) { IsExact = true };
    }

    private static TerminalEtlException Unknown(string type, string column) => new(
        $"Reading column {column}: `{type}` is not a type that files can be read as; declare one of the integer types, decimal(p,s), double, varchar, boolean, date, time, timestamp, timestamptz, interval, uuid, json or blob in the pipeline file.");

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z]+|timestamp with time zone)\s*(\(\s*(?<width>[1-9]|[12][0-9]|3[0-8])\s*(,\s*(?<scale>[0-9]|[12][0-9]|3[0-8])\s*)?\))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Declared();
}
