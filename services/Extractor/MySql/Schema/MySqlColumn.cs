using System.Globalization;

namespace EtlMesh.Extractor.MySql;

/// <summary>A column as the server describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The type's word: <c>int</c>, <c>varchar</c>.</param>
/// <param name="Declared">The type in full: <c>int(10) unsigned</c>.</param>
/// <param name="Precision">Digits of a number, or bits.</param>
/// <param name="Scale">Of these behind the point; null for floats without.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
internal sealed record MySqlColumn(string Name, string Kind, string Declared, int? Precision, int? Scale, bool IsNullable)
{
    /// <summary>The most digits of a decimal in the warehouse.</summary>
    private const int MostDigits = 38;

    private bool IsUnsigned => Declared.Contains("unsigned", StringComparison.OrdinalIgnoreCase) || Declared.Contains("zerofill", StringComparison.OrdinalIgnoreCase);

    public bool IsInteger => Kind is "tinyint" or "smallint" or "mediumint" or "int" or "bigint";

    /// <summary>A floating number.</summary>
    public bool IsReal => Kind is "float" or "double";

    public bool IsText => Kind is "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext";

    public bool IsBinary => Kind is "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob";

    /// <summary>It may hold zero and broken dates.</summary>
    public bool IsDate => Kind is "date" or "datetime" or "timestamp";

    /// <summary>The type that holds all its values exactly, in DuckDB's words.</summary>
    public string Type => Kind switch
    {
        "tinyint" => Whole("tinyint"),
        "smallint" => Whole("smallint"),
        "mediumint" or "int" => Whole("integer"),
        "bigint" => Whole("bigint"),
        "decimal" when Precision <= MostDigits => string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
        "float" => "float",
        "double" => "double",
        "bit" => Precision == 1 ? "boolean" : "ubigint",
        "year" => "smallint",
        "date" => "date",
        "datetime" => "timestamp",
        "timestamp" => "timestamptz",
        "time" => "interval",
        "json" => "json",
        "uuid" => "uuid",
        "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" or "vector" => "blob",
        _ => IsBinary ? "blob" : "varchar",
    };

    /// <summary>The column in a select list, so that its text tells all of its value.</summary>
    public string Selected => Kind switch
    {
        // Its bits come as a number.
        "bit" => $"({MySqlText.Identifier(Name)} + 0)",
        // A float's own text has six digits; as a double it has all.
        "float" => $"({MySqlText.Identifier(Name)} * 1e0)",
        "double" when Scale is not null => $"({MySqlText.Identifier(Name)} * 1e0)",
        _ => MySqlText.Identifier(Name),
    };

    private string Whole(string type) => IsUnsigned ? "u" + type : type;
}
