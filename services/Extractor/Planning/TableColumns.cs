using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Planning;

/// <summary>What holds for the columns of every table of texts.</summary>
internal static class TableColumns
{
    /// <exception cref="TerminalEtlException">Too many, or one of a type that texts cannot have.</exception>
    public static void Check(TableDefinition table, IReadOnlyList<ColumnSpec> columns, RecordLimits limits)
    {
        if (columns.Count > limits.Columns)
            throw new TerminalEtlException($"Planning {table.Name}: it has {columns.Count} columns, the limit is {limits.Columns}; divide the table.");
        _ = TargetColumn.Of(columns);
    }
}
