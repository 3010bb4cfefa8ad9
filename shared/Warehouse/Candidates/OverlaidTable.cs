using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>A table whose segments are to be overlaid.</summary>
internal static class OverlaidTable
{
    /// <summary>Of a compacted segment, what was read again since is left out: a part's rows lie between where its window begins and its greatest watermark.</summary>
    /// <param name="value">The value of a quoted column of a type.</param>
    /// <param name="cast">The engine's name for that value's type.</param>
    /// <returns>A condition with its WHERE; empty when nothing was.</returns>
    public static string Still(SnapshotTable table, SnapshotSegment segment, Func<string, string, string> value, Func<string, string> cast)
    {
        var gone = segment.Parts.Where(part => part is { Gone: true, Hi: not null }).ToList();
        if (gone.Count == 0 || table.Watermark is null)
            return "";
        var column = segment.Columns.First(column => string.Equals(column.Name, table.Watermark, StringComparison.OrdinalIgnoreCase));
        var watermark = value(Column.Quoted(column.Name), column.Type);
        return $" where {string.Join(" and ", gone.Select(part =>
            $"not ({(part.Window?.Lo is { } lo ? $"{watermark} {(part.Window.AfterLo ? ">" : ">=")} {Value(lo)} and " : "")}{watermark} <= {Value(part.Hi!)})"))}";

        string Value(string text) => $"cast({Sql.Literal(text)} as {cast(column.Type)})";
    }

    /// <exception cref="TerminalEtlException">Its key, watermark or tombstones are no columns of it.</exception>
    public static void Require(SnapshotTable table)
    {
        foreach (var name in table.Key.Concat([table.Watermark, table.Deleted]).OfType<string>())
            if (!table.Columns.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)))
                throw new TerminalEtlException(
                    $"Overlaying {table.Source}.{table.Table}: there is no column `{name}` among {string.Join(", ", table.Columns.Select(column => column.Name))}. Correct key, watermark or deleted in the pipeline file.");
    }
}
