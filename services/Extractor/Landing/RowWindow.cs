using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Extractor.Landing;

/// <summary>Which records of a table belong to the night, by the value of its watermark. A missing one is in every window.</summary>
internal sealed class RowWindow
{
    private readonly WindowBounds? bounds;

    /// <param name="table">The table.</param>
    /// <param name="window">Null for all records.</param>
    /// <param name="columns">The table's columns.</param>
    /// <param name="connection">Reads the bounds' texts as values.</param>
    /// <param name="ct">Ends that.</param>
    /// <exception cref="TerminalEtlException">The table has no column for its watermark, or a bound is no value of it.</exception>
    public RowWindow(TableDefinition table, TableWindow? window, IReadOnlyList<TargetColumn> columns, DuckDbConnection connection, CancellationToken ct)
    {
        if (table.Watermark is not { } name)
            return;

        var watermark = columns.Index().FirstOrDefault(column => column.Item.Name.Equals(name, StringComparison.OrdinalIgnoreCase), (-1, null!));
        if (watermark.Index < 0)
            throw new TerminalEtlException($"Extracting {table.Name}: its watermark `{name}` is none of its columns ({string.Join(", ", columns.Select(column => column.Name))}); correct `watermark:` in the pipeline file and start a new attempt.");

        Watermark = watermark.Index;
        bounds = window is null ? null : WindowBounds.Of(window, watermark.Item.Column, connection, ct);
        // Without a key, no later night could tell that the record was read before.
        MissingWatermark = table.Key.Count > 0 ? null : $"column {watermark.Item.Name}: no watermark, which a table without a key needs";
    }

    /// <summary>The watermark's position among the columns; null for a table without one.</summary>
    public int? Watermark { get; }

    /// <summary>Why a record without a watermark cannot be taken; null when it can.</summary>
    public string? MissingWatermark { get; }

    /// <param name="column">The watermark's.</param>
    /// <param name="row">One that is not NULL.</param>
    public bool IsOutside(DuckDbVectorWriter column, int row) => bounds is not null && bounds.IsOutside(column, row);
}
