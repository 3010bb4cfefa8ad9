using System.Globalization;
using System.Text;
using EtlMesh.Contracts;

namespace EtlMesh.Notifier;

/// <summary>What came in, a row a source table.</summary>
internal static class RowCounts
{
    /// <summary>Appends the table, or nothing when no source table is known. The window has a column only where it left something out.</summary>
    public static void Append(StringBuilder page, IReadOnlyList<TableOutcome> tables)
    {
        if (tables.Count == 0)
            return;

        (string Name, Func<TableCounts, long> Of)[] counts =
        [
            ("read", counts => counts.RowsRead),
            ("quarantined", counts => counts.RowsQuarantined),
            .. tables.Any(table => table.Counts.RowsSkipped > 0) ? [("skipped", counts => counts.RowsSkipped)] : Array.Empty<(string, Func<TableCounts, long>)>(),
            ("loaded", counts => counts.RowsLoaded),
        ];
        page.Append("<h2>Tables</h2>\n");
        ReportTable.Append(
            page,
            "Rows of each table",
            ["table", .. counts.Select(count => count.Name)],
            tables.Select(table => Row($"{table.Source}.{table.Table}", count => count(table.Counts))),
            tables.Count > 1 ? Row("all", count => tables.Sum(table => count(table.Counts))) : null);

        IEnumerable<string> Row(string name, Func<Func<TableCounts, long>, long> value) =>
            counts.Select(count => value(count.Of).ToString("N0", CultureInfo.InvariantCulture)).Prepend(name);
    }
}
