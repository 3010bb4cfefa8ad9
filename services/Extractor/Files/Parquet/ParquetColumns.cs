using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>The columns of Parquet files, in the words of the pipeline file.</summary>
internal static class ParquetColumns
{
    /// <summary>The columns of all the files; one that only some of them have is NULL in the others.</summary>
    /// <exception cref="TerminalEtlException">A file is no whole Parquet, or a column has types that have nothing in common.</exception>
    public static IReadOnlyList<ColumnSpec> Of(TableDefinition table, IReadOnlyList<LocalFile> files, CancellationToken ct)
    {
        using var engine = new ParquetEngine();
        foreach (var file in files)
            engine.Shape(file, ct); // one at a time, so that the broken one is named
        try
        {
            using var shape = engine.Connection.Query($"select * from {Staging.Parquet.Relation([.. files.Select(file => file.Path)])} limit 0", ct);
            return [.. shape.Columns.Select(column => new ColumnSpec { Name = column.Name, Type = TypeOf(column.Type) })];
        }
        catch (DuckDbException e)
        {
            throw new TerminalEtlException($"Looking for the columns of {table.Name}: its files do not fit together ({e.Message}); declare `columns:` in the pipeline file.", e);
        }
    }

    /// <param name="type">A type that the engine gives a Parquet column.</param>
    /// <returns>Nested types are read as JSON; what has no type of its own, as text.</returns>
    public static string TypeOf(string type) => type switch
    {
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" or "TIMESTAMP_NS" => "timestamp",
        "TIMESTAMP WITH TIME ZONE" => "timestamptz",
        _ when IsNested(type) => "json",
        _ => ColumnTypes.TryNormalise(type, out var known) ? known : "varchar",
    };

    public static bool IsNested(string type) =>
        type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal) || type.StartsWith("UNION", StringComparison.Ordinal);
}
