using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The SQL of a segment.</summary>
internal static class SegmentSql
{
    public static string Create(string table, IReadOnlyList<ColumnSpec> columns) =>
        $"create table {table} ({string.Join(", ", columns.Select(column => $"{Sql.Identifier(column.Name)} {TypeText.Checked(column.Type)}"))})";

    /// <summary>Columns go by name, so a file with another order, or more of them, fills the segment alike.</summary>
    public static string Fill(string table, IReadOnlyList<ColumnSpec> columns, IReadOnlyList<string> paths)
    {
        var names = string.Join(", ", columns.Select(column => Sql.Identifier(column.Name)));
        var files = string.Join(", ", paths.Select(path => Sql.Literal(path)));
        return $"insert into {table} ({names}) select {names} from read_parquet([{files}])";
    }
}
