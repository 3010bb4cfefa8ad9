using System.Globalization;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Types of a CREATE TABLE, and what they are read as.</summary>
internal static class MySqlTypes
{
    private const int MostDigits = 38;

    /// <param name="name">The type's name, in lower case, such as <c>decimal</c>.</param>
    /// <param name="first">The first number in its brackets.</param>
    /// <param name="second">The second one.</param>
    /// <param name="unsigned">UNSIGNED or ZEROFILL stands behind it.</param>
    /// <returns>The type in DuckDB's words, and how its bytes are understood; null for one that is not known.</returns>
    public static (string Type, DumpColumnKind Kind)? Of(string name, int? first, int? second, bool unsigned)
    {
        var sign = unsigned ? "u" : "";
        return name switch
        {
            "tinyint" or "bool" or "boolean" or "int1" => Plain(sign + "tinyint"),
            "smallint" or "int2" => Plain(sign + "smallint"),
            "mediumint" or "middleint" or "int3" or "int" or "integer" or "int4" => Plain(sign + "integer"),
            "bigint" or "int8" => Plain(sign + "bigint"),
            "serial" => Plain("ubigint"),
            "year" => Plain("smallint"),
            "decimal" or "numeric" or "dec" or "fixed" => Plain(Decimal(first ?? 10, second ?? 0)),
            "float" or "float4" => Plain(first > 24 && second is null ? "double" : "float"),
            "double" or "real" or "float8" => Plain("double"),
            "date" => Plain("date"),
            "datetime" => Plain("timestamp"),
            "timestamp" => Plain("timestamptz"),
            "time" => Plain("interval"),
            "uuid" => Plain("uuid"),
            "inet4" or "inet6" => Plain("varchar"),
            "bit" => ((first ?? 1) == 1 ? "boolean" : "ubigint", DumpColumnKind.Bit),
            "char" or "character" or "varchar" or "nchar" or "nvarchar" or "national" or "tinytext" or "text" or "mediumtext" or "longtext" or "long" or "enum" or "set" => ("varchar", DumpColumnKind.Text),
            "json" => ("json", DumpColumnKind.Text),
            "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" => ("blob", DumpColumnKind.Binary),
            "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" or "vector" => ("blob", DumpColumnKind.Binary),
            _ => null,
        };
    }

    private static (string Type, DumpColumnKind Kind) Plain(string type) => (type, DumpColumnKind.Plain);

    /// <summary>What has more digits than the engine's decimals is kept as its exact text.</summary>
    private static string Decimal(int digits, int scale) =>
        digits <= MostDigits ? string.Create(CultureInfo.InvariantCulture, $"decimal({Math.Max(digits, 1)},{scale})") : "varchar";
}
