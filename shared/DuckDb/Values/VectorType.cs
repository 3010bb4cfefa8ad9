using System.Globalization;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>A column's type, taken apart once.</summary>
internal sealed record VectorType(DuckDbTypeId Id, string Sql)
{
    /// <summary>Of a decimal: digits and digits after the point.</summary>
    public (int Width, int Scale) Decimal { get; private init; }

    /// <summary>Of a decimal or an enum: the type that is stored.</summary>
    public DuckDbTypeId Stored { get; private init; } = Id;

    public IReadOnlyList<string> EnumWords { get; private init; } = [];

    /// <summary>Of a list, array, map, struct or union.</summary>
    public IReadOnlyList<(string Name, VectorType Type)> Children { get; private init; } = [];

    /// <summary>Elements of each array.</summary>
    public int ArraySize { get; private init; }

    public static VectorType Of(LogicalTypeHandle type)
    {
        var id = DuckDbApi.duckdb_get_type_id(type);
        var alias = DuckDbApi.TakeText(DuckDbApi.duckdb_logical_type_get_alias(type));
        var found = id switch
        {
            DuckDbTypeId.Decimal => OfDecimal(DuckDbApi.duckdb_decimal_width(type), DuckDbApi.duckdb_decimal_scale(type)),
            DuckDbTypeId.Enum => OfEnum(type),
            DuckDbTypeId.List => OfList(type),
            DuckDbTypeId.Array => OfArray(type),
            DuckDbTypeId.Map => OfMap(type),
            DuckDbTypeId.Struct => OfStruct(type),
            DuckDbTypeId.Union => OfUnion(type),
            _ => new VectorType(id, NameOf(id)),
        };
        return alias.Length > 0 ? found with { Sql = alias } : found;
    }

    private static string NameOf(DuckDbTypeId id) => id switch
    {
        DuckDbTypeId.TimestampS => "TIMESTAMP_S",
        DuckDbTypeId.TimestampMs => "TIMESTAMP_MS",
        DuckDbTypeId.TimestampNs => "TIMESTAMP_NS",
        DuckDbTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckDbTypeId.TimeNs => "TIME_NS",
        DuckDbTypeId.SqlNull => "\"NULL\"",
        _ => id.ToString().ToUpperInvariant(),
    };

    private static VectorType OfDecimal(int width, int scale) =>
        new(DuckDbTypeId.Decimal, string.Create(CultureInfo.InvariantCulture, $"DECIMAL({width},{scale})"))
        {
            Decimal = (width, scale),
            Stored = width switch
            {
                <= 4 => DuckDbTypeId.SmallInt,
                <= 9 => DuckDbTypeId.Integer,
                <= 18 => DuckDbTypeId.BigInt,
                _ => DuckDbTypeId.HugeInt,
            },
        };

    private static VectorType OfEnum(LogicalTypeHandle type)
    {
        var words = new string[DuckDbApi.duckdb_enum_dictionary_size(type)];
        for (var i = 0; i < words.Length; i++)
            words[i] = DuckDbApi.TakeText(DuckDbApi.duckdb_enum_dictionary_value(type, (ulong)i));
        return new VectorType(DuckDbTypeId.Enum, $"ENUM({string.Join(", ", words.Select(word => DuckDb.Sql.Literal(word)))})")
        {
            EnumWords = words,
            Stored = DuckDbApi.duckdb_enum_internal_type(type),
        };
    }

    private static VectorType OfList(LogicalTypeHandle type)
    {
        using var handle = DuckDbApi.duckdb_list_type_child_type(type);
        var child = Of(handle);
        return new VectorType(DuckDbTypeId.List, child.Sql + "[]") { Children = [("", child)] };
    }

    private static VectorType OfArray(LogicalTypeHandle type)
    {
        using var handle = DuckDbApi.duckdb_array_type_child_type(type);
        var child = Of(handle);
        var size = (int)DuckDbApi.duckdb_array_type_array_size(type);
        return new VectorType(DuckDbTypeId.Array, string.Create(CultureInfo.InvariantCulture, $"{child.Sql}[{size}]"))
        {
            Children = [("", child)],
            ArraySize = size,
        };
    }

    // A map is stored as a list of (key, value) structs.
    private static VectorType OfMap(LogicalTypeHandle type)
    {
        using var keyHandle = DuckDbApi.duckdb_map_type_key_type(type);
        using var valueHandle = DuckDbApi.duckdb_map_type_value_type(type);
        var (key, value) = (Of(keyHandle), Of(valueHandle));
        var entry = new VectorType(DuckDbTypeId.Struct, "") { Children = [("key", key), ("value", value)] };
        return new VectorType(DuckDbTypeId.Map, $"MAP({key.Sql}, {value.Sql})") { Children = [("", entry)] };
    }

    private static VectorType OfStruct(LogicalTypeHandle type)
    {
        var children = new (string Name, VectorType Type)[DuckDbApi.duckdb_struct_type_child_count(type)];
        for (var i = 0; i < children.Length; i++)
        {
            using var handle = DuckDbApi.duckdb_struct_type_child_type(type, (ulong)i);
            children[i] = (DuckDbApi.TakeText(DuckDbApi.duckdb_struct_type_child_name(type, (ulong)i)), Of(handle));
        }

        return new VectorType(DuckDbTypeId.Struct, $"STRUCT({Members(children)})") { Children = children };
    }

    // A union is stored as a struct: the tag, then its members.
    private static VectorType OfUnion(LogicalTypeHandle type)
    {
        var members = new (string Name, VectorType Type)[DuckDbApi.duckdb_union_type_member_count(type)];
        for (var i = 0; i < members.Length; i++)
        {
            using var handle = DuckDbApi.duckdb_union_type_member_type(type, (ulong)i);
            members[i] = (DuckDbApi.TakeText(DuckDbApi.duckdb_union_type_member_name(type, (ulong)i)), Of(handle));
        }

        var tag = ("", new VectorType(DuckDbTypeId.UTinyInt, NameOf(DuckDbTypeId.UTinyInt)));
        return new VectorType(DuckDbTypeId.Union, $"UNION({Members(members)})") { Children = [tag, .. members] };
    }

    private static string Members(IEnumerable<(string Name, VectorType Type)> members) =>
        string.Join(", ", members.Select(member => $"{DuckDb.Sql.Identifier(member.Name)} {member.Type.Sql}"));
}
