using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Which records of a table belong to the night, by the value of its watermark.</summary>
internal sealed class RowWindow
{
    private readonly TableWindow window;
    private readonly IReadOnlyList<TargetColumn> columns;
    private readonly bool hasKey;

    /// <exception cref="TerminalEtlException">The table has no column for its watermark.</exception>
    public RowWindow(TableDefinition table, TableWindow? window, IReadOnlyList<TargetColumn> columns)
    {
        (this.window, this.columns, hasKey) = (window ?? new TableWindow(), columns, table.Key.Count > 0);
        Watermark = table.Watermark is { } name ? columns.Index().Where(column => column.Item.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(column => column.Index).DefaultIfEmpty(-1).First() : null;
        if (Watermark < 0)
            throw new TerminalEtlException($"Extracting {table.Name}: its watermark `{table.Watermark}` is none of its columns; correct `watermark:` in the pipeline file and start a new attempt.");
    }

    /// <summary>The watermark's position among the columns; null for a table without one.</summary>
    public int? Watermark { get; }

    /// <summary>SQL that is true for a value of the watermark outside of the window. A missing one is in every window.</summary>
    /// <param name="value">An expression of the column's type.</param>
    public string Outside(string value)
    {
        var bounds = new List<string>();
        if (window.Lo is { } lo)
            bounds.Add($"{value} {(window.AfterLo ? "<=" : "<")} {Bound(lo)}");
        if (window.Until is { } until)
            bounds.Add($"{value} >= {Bound(until)}");
        return bounds.Count == 0 ? "false" : $"coalesce({string.Join(" OR ", bounds)}, false)";
    }

    /// <summary>Why a record without a watermark cannot be taken; null when it can. Without a key, no later night could tell that it was read before.</summary>
    public string? MissingWatermark => Watermark is { } watermark && !hasKey
        ? $"column {columns[watermark].Name}: no watermark, which a table without a key needs"
        : null;

    private string Bound(string text) => $"CAST({Sql.Literal(text)} AS {columns[Watermark!.Value].Cast.Type})";
}
