using System.Globalization;

namespace EtlMesh.PostgresCopy;

/// <summary>A column of a relation, as the server's catalog has it; a domain is what it is made of.</summary>
public sealed record ServerColumn
{
    public required string Name { get; init; }

    /// <summary>In the server's words: <c>numeric(12,2)</c>, <c>shop.mood</c>.</summary>
    public required string ServerType { get; init; }

    /// <summary>No row has a NULL there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The server's number of the type.</summary>
    public required uint TypeId { get; init; }

    /// <summary>Of an array: the number of its elements' type; else 0.</summary>
    public uint ElementId { get; init; }

    /// <summary>The type's modifier: precision and scale of a numeric; -1 without one.</summary>
    public int Modifier { get; init; } = -1;

    /// <summary>Of an array: how many dimensions it was declared with. The server holds nobody to it.</summary>
    public int Dimensions { get; init; }

    /// <summary>
    /// The type in DuckDB's words. What DuckDB has no type for is <c>varchar</c>, as the server writes it: numeric without a precision or with more
    /// than 38 digits, timetz, enums, ranges, network addresses, geometry, composite types and whatever extensions bring; and arrays of several dimensions, and intervals in arrays.
    /// </summary>
    public string Type => ElementId == 0
        ? Plain(TypeId)
        : Dimensions > 1 ? "varchar" : (ElementId == TypeIds.Interval ? "varchar" : Plain(ElementId)) + "[]";

    private string Plain(uint type) => type switch
    {
        TypeIds.Bool => "boolean",
        TypeIds.Int2 => "smallint",
        TypeIds.Int4 => "integer",
        TypeIds.Int8 => "bigint",
        TypeIds.Oid => "uinteger",
        TypeIds.Float4 => "float",
        TypeIds.Float8 => "double",
        TypeIds.Numeric => Numeric(),
        TypeIds.Bytea => "blob",
        TypeIds.Date => "date",
        TypeIds.Time => "time",
        TypeIds.Timestamp => "timestamp",
        TypeIds.TimestampTz => "timestamptz",
        TypeIds.Interval => "interval",
        TypeIds.Uuid => "uuid",
        TypeIds.Json or TypeIds.Jsonb => "json",
        _ => "varchar",
    };

    // 16 bits of precision, 11 bits of scale with a sign; a scale beyond the precision, or below zero, shifts the digits.
    private string Numeric()
    {
        if (Modifier < 4)
            return "varchar";
        var precision = ((Modifier - 4) >> 16) & 0xFFFF;
        var scale = (((Modifier - 4) & 0x7FF) ^ 1024) - 1024;
        var (width, digits) = scale < 0 ? (precision - scale, 0) : (Math.Max(precision, scale), scale);
        return width <= 38 ? string.Create(CultureInfo.InvariantCulture, $"decimal({width},{digits})") : "varchar";
    }
}
