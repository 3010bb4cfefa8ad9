using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Lake;

/// <summary>A type as the lake's files have it: one that DuckDB, Athena and Spark read alike. Others become the next wider one, or text.</summary>
/// <param name="Sql">In DuckDB's words.</param>
/// <param name="Hive">In the words of Athena's DDL.</param>
internal sealed record LakeType(string Sql, string Hive)
{
    private static readonly Dictionary<string, LakeType> Plain = new LakeType[]
    {
        new("BOOLEAN", "boolean"), new("TINYINT", "tinyint"), new("SMALLINT", "smallint"), new("INTEGER", "int"), new("BIGINT", "bigint"),
        new("FLOAT", "float"), new("DOUBLE", "double"), new("VARCHAR", "string"), new("BLOB", "binary"), new("DATE", "date"),
        new("TIMESTAMP", "timestamp"), new("TIMESTAMP WITH TIME ZONE", "timestamp"),
    }.ToDictionary(type => type.Sql, StringComparer.Ordinal);

    /// <summary>Unsigned and 128-bit integers, units of time other than microseconds, and what others have no type for.</summary>
    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["UTINYINT"] = "SMALLINT",
        ["USMALLINT"] = "INTEGER",
        ["UINTEGER"] = "BIGINT",
        ["UBIGINT"] = "DECIMAL(20,0)",
        ["HUGEINT"] = "DECIMAL(38,0)",
        ["UHUGEINT"] = "DECIMAL(38,0)",
        ["TIMESTAMP_S"] = "TIMESTAMP",
        ["TIMESTAMP_MS"] = "TIMESTAMP",
        ["TIMESTAMP_NS"] = "TIMESTAMP",
        ["TIME"] = "VARCHAR",
        ["TIME_NS"] = "VARCHAR",
        ["TIME WITH TIME ZONE"] = "VARCHAR",
        ["INTERVAL"] = "VARCHAR",
        ["UUID"] = "VARCHAR",
        ["JSON"] = "VARCHAR",
        ["BIT"] = "VARCHAR",
        ["BIGNUM"] = "VARCHAR",
        ["\"NULL\""] = "VARCHAR",
    };

    /// <param name="type">In DuckDB's words, as results have it.</param>
    /// <exception cref="TerminalEtlException">The lake has nothing for it.</exception>
    public static LakeType Of(string type)
    {
        if (Plain.TryGetValue(Written.GetValueOrDefault(type, type), out var plain))
            return plain;
        if (Written.TryGetValue(type, out var wider))
            return Of(wider);
        if (type.EndsWith(']') && type.LastIndexOf('[') is > 0 and var open)
        {
            var item = Of(type[..open]);
            return new LakeType(item.Sql + "[]", $"array<{item.Hive}>");
        }

        return TypeWords.Inner(type) switch
        {
            ("DECIMAL", [var width, var scale]) => new LakeType($"DECIMAL({width},{scale})", $"decimal({width},{scale})"),
            ("ENUM", _) => Plain["VARCHAR"],
            ("MAP", [var key, var value]) when (Of(key), Of(value)) is var (of, to) => new LakeType($"MAP({of.Sql}, {to.Sql})", $"map<{of.Hive},{to.Hive}>"),
            ("STRUCT", var members) => Struct([.. members.Select(TypeWords.Member)]),
            _ => throw new TerminalEtlException($"Choosing a type for the lake: it has nothing for `{type}`. Cast the column in the model, for instance to varchar."),
        };
    }

    /// <summary>Whether files with one type can be read as another by every reader, their values unchanged: Iceberg's promotions.</summary>
    public static bool IsPromoted(string from, string to)
    {
        if (from == to)
            return true;
        string[] integers = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT"];
        return (Array.IndexOf(integers, from), Array.IndexOf(integers, to)) is ( >= 0 and var one, var other) && other > one
            || (from, to) is ("FLOAT", "DOUBLE")
            || (TypeWords.Inner(from), TypeWords.Inner(to)) is (("DECIMAL", [var width, var scale]), ("DECIMAL", [var toWidth, var toScale]))
                && scale == toScale && int.Parse(width, CultureInfo.InvariantCulture) <= int.Parse(toWidth, CultureInfo.InvariantCulture);
    }

    private static LakeType Struct(IReadOnlyList<(string Name, string Type)> members)
    {
        var types = members.Select(member => (member.Name, Type: Of(member.Type))).ToList();
        return new LakeType(
            $"STRUCT({string.Join(", ", types.Select(member => $"{DuckDb.Sql.Identifier(member.Name)} {member.Type.Sql}"))})",
            $"struct<{string.Join(",", types.Select(member => $"{member.Name}:{member.Type.Hive}"))}>");
    }
}
