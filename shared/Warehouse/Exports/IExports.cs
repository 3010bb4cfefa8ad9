using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>Models of sealed candidates on their way out of the warehouse, by partitions.</summary>
/// <remarks>What is sealed does not change, so answers and files belong together.</remarks>
public interface IExports
{
    /// <summary>The model's columns; types in DuckDB's words.</summary>
    /// <exception cref="TerminalEtlException">The candidate has no such model.</exception>
    Task<IReadOnlyList<ColumnSpec>> ColumnsAsync(string pipeline, string candidate, string model, CancellationToken ct);

    /// <summary>What is in each partition, by date; one entry without a date when the model is not partitioned.</summary>
    /// <exception cref="TerminalEtlException">Rows are in no partition: their date is NULL, infinite or beyond year 9999.</exception>
    Task<IReadOnlyList<ExportedPartition>> PartitionsAsync(ExportSpec spec, CancellationToken ct);

    /// <summary>Writes the rows of partitions to one Parquet file, in the order of the dates: <see cref="ExportSpec.PartitionColumn"/>, when there is one, and the columns.</summary>
    /// <param name="spec">What is exported.</param>
    /// <param name="partitions">Dates; null for all.</param>
    /// <param name="path">A local file, made or replaced.</param>
    /// <param name="ct">Gives up; the file may be there in part.</param>
    /// <exception cref="TerminalEtlException">A value does not fit its type.</exception>
    Task WriteAsync(ExportSpec spec, IReadOnlyCollection<DateOnly>? partitions, string path, CancellationToken ct);
}
