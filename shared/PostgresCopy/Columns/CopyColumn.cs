using EtlMesh.DuckDb;

namespace EtlMesh.PostgresCopy;

/// <summary>A column on its way: what is selected for it, and how what comes becomes a value.</summary>
/// <param name="Name">The server's.</param>
/// <param name="Expression">In the server's SQL.</param>
/// <param name="TypeId">The type of what comes, for messages.</param>
/// <param name="Type">The value's type in DuckDB's words.</param>
/// <param name="Read">Reads a value.</param>
public sealed record CopyColumn(string Name, string Expression, uint TypeId, string Type, FieldReader Read)
{
    /// <summary>A column as a type that takes all of its values unchanged, or refuses one.</summary>
    /// <param name="type">In DuckDB's words; null for the column's own.</param>
    /// <returns>Null when there is no such way from the column's type to this one.</returns>
    public static CopyColumn? Of(ServerColumn column, string? type = null)
    {
        var target = TargetType.Of(type ?? column.Type);
        var name = Sql.Identifier(column.Name);
        var binary = target.Element is { } element
            ? column.ElementId == 0 ? null : FieldReaders.Of(column.ElementId, element) is { } read ? new ArrayField(column.ElementId, read).TryRead : null
            : FieldReaders.Of(column.TypeId, target);
        if (binary is not null)
            return new CopyColumn(column.Name, name, column.TypeId, target.Sql, binary);
        return target switch
        {
            { Word: "VARCHAR", Element: null } => new CopyColumn(column.Name, $"{name}::text", TypeIds.Text, target.Sql, FieldReaders.Text),
            { Element.Word: "VARCHAR" } when column.ElementId != 0 =>
                new CopyColumn(column.Name, $"{name}::text[]", TypeIds.Text, target.Sql, new ArrayField(TypeIds.Text, FieldReaders.Text).TryRead),
            _ => null,
        };
    }

    /// <summary>A column as the server writes it, to be read from that text.</summary>
    /// <param name="read">Is given UTF-8 that may not be valid, where the server does not check its own.</param>
    public static CopyColumn OfText(ServerColumn column, string type, FieldReader read) =>
        new(column.Name, $"{Sql.Identifier(column.Name)}::text", TypeIds.Text, type, read);

    /// <summary>The query for some columns.</summary>
    /// <param name="from">A relation, quoted, and what else belongs behind <c>from</c>.</param>
    public static string Select(IReadOnlyList<CopyColumn> columns, string from) =>
        $"select {string.Join(", ", columns.Select(column => column.Expression))} from {from}";
}
