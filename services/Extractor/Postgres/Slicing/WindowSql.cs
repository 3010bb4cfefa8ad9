using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.PostgresCopy;

namespace EtlMesh.Extractor.Postgres;

/// <summary>The window as a condition in the server's words, so that rows outside of it are not sent.</summary>
internal static class WindowSql
{
    /// <param name="window">Null for all rows.</param>
    /// <param name="watermark">The server's column.</param>
    /// <param name="type">What it travels as.</param>
    /// <returns>Empty when all rows are wanted, or when the server would order the values in another way than the warehouse: then the reader passes over those outside.</returns>
    public static string Where(TableWindow? window, ServerColumn watermark, string? type)
    {
        if (window is null or { Lo: null, Until: null } || type is null || BoundType(watermark, type) is not { } bound)
            return "";
        var name = Sql.Identifier(watermark.Name);
        // Texts in the order of their bytes, as the warehouse has them.
        var value = type == "VARCHAR" ? $"{name}::text collate \"C\"" : name;
        var bounds = new List<string>();
        if (window.Lo is { } lo)
            bounds.Add($"{value} {(window.AfterLo ? ">" : ">=")} {Sql.Literal(lo)}::{bound}");
        if (window.Until is { } until)
            bounds.Add($"{value} < {Sql.Literal(until)}::{bound}");
        var inside = string.Join(" and ", bounds);
        return watermark.IsRequired ? $"({inside})" : $"({inside} or {name} is null)";
    }

    /// <summary>The type that bounds are written in; null where the server's order is another than the warehouse's.</summary>
    private static string? BoundType(ServerColumn watermark, string type)
    {
        var own = CopyColumn.Of(watermark)?.Type;
        if (own is null || own.EndsWith("[]", StringComparison.Ordinal))
            return null;
        if (own == type)
            return type == "VARCHAR" ? "text" : watermark.ServerType;
        return IsNumber(own) && IsNumber(type) ? "numeric" : null; // an integer that is declared as a decimal has decimal bounds
    }

    private static bool IsNumber(string type) =>
        type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" || type.StartsWith("DECIMAL", StringComparison.Ordinal);
}
