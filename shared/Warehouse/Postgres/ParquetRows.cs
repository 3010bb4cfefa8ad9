using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Parquet and CSV files, as DuckDB is asked for their rows.</summary>
internal static class ParquetRows
{
    /// <summary>Of the engine that reads: room to decode a row group. Whoever draws rows decodes them; a second thread would only ask for work while the first has it.</summary>
    private static readonly DuckDbOptions Options = new() { Threads = 1, MemoryLimit = "1GB", TempDirectory = Path.GetTempPath() };

    /// <summary>An engine to read files with, and to compare values as DuckDB does.</summary>
    public static DuckDbDatabase OpenEngine() => DuckDbDatabase.Open(DuckDbDatabase.InMemory, Options);

    /// <summary>The query for a segment's columns, by name, so that a file with another order, or more of them, fills the segment alike.</summary>
    public static string Select(IReadOnlyList<ColumnSpec> columns, IReadOnlyList<string> paths) =>
        Select(columns, $"read_parquet([{string.Join(", ", paths.Select(path => Sql.Literal(path)))}])");

    /// <param name="relation">In DuckDB's SQL.</param>
    public static string Select(IReadOnlyList<ColumnSpec> columns, string relation) =>
        $"select {string.Join(", ", columns.Select(Read))} from {relation}";

    private static string Read(ColumnSpec column)
    {
        var name = Sql.Identifier(column.Name);
        var type = TypeText.Checked(column.Type);
        if (TypeText.IsNested(type.Trim()))
            return $"to_json(cast({name} as {type})) as {name}";
        return PostgresType.Of(type).Sql == "text" ? $"cast(cast({name} as {type}) as varchar) as {name}" : $"cast({name} as {type}) as {name}";
    }
}
