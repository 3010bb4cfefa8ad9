using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The query behind <c>source()</c>: a literal list of segments as one table.</summary>
/// <remarks>
/// Per key the segment with the greatest (watermark, load order) wins and shows all its rows of that key; tombstones are removed
/// last. Base rows that no delta touches pass by; only the touched ones are ranked with the deltas.
/// A NULL is a key like any other; a NULL watermark is the least.
/// </remarks>
internal static class Overlay
{
    private const string Load = "etlmesh__load";

    /// <param name="relation">A segment's quoted table.</param>
    /// <param name="withTombstones">Rows that were deleted are among the result.</param>
    public static string Select(SnapshotTable table, Func<SnapshotSegment, string> relation, bool withTombstones = false)
    {
        foreach (var name in table.Key.Concat([table.Watermark, table.Deleted]).OfType<string>())
            if (!table.Columns.Any(column => Same(column.Name, name)))
                throw new TerminalEtlException(
                    $"Overlaying {table.Source}.{table.Table}: there is no column `{name}` among {string.Join(", ", table.Columns.Select(column => column.Name))}. Correct key, watermark or deleted in the pipeline file.");
        var names = string.Join(", ", table.Columns.Select(column => Sql.Identifier(column.Name)));
        var alive = table.Deleted is { } deleted && !withTombstones ? $"\nwhere {Tombstone.Alive(Sql.Identifier(deleted), table.Columns.First(column => Same(column.Name, deleted)).Type)}" : "";
        if (table.Segments.Count == 1)
            return alive.Length == 0
                ? One(table, table.Segments[0], relation)
                : $"select {names} from (\n{One(table, table.Segments[0], relation)}\n){alive}";
        return table.Key.Count == 0 ? Appended(table, relation, names, alive) : Ranked(table, relation, names, alive);
    }

    private static string Appended(SnapshotTable table, Func<SnapshotSegment, string> relation, string names, string alive)
    {
        var all = string.Join("\nunion all\n", table.Segments.Select(segment => One(table, segment, relation)));
        return alive.Length == 0 ? all : $"select {names} from (\n{all}\n){alive}";
    }

    private static string Ranked(SnapshotTable table, Func<SnapshotSegment, string> relation, string names, string alive)
    {
        var keys = string.Join(", ", table.Key.Select(Sql.Identifier));
        var match = string.Join(" and ", table.Key.Select(key => $"base.{Sql.Identifier(key)} is not distinct from touched.{Sql.Identifier(key)}"));
        var newest = table.Watermark is { } watermark ? $"{Sql.Identifier(watermark)} desc nulls last, " : "";
        var deltas = string.Join("\n  union all\n", table.Segments.Skip(1).Select((segment, i) => "  " + One(table, segment, relation, i + 1)));
        return $"""
            with base as (
              {One(table, table.Segments[0], relation, 0)}
            ), deltas as (
            {deltas}
            ), touched as (
              select distinct {keys} from deltas
            ), contested as (
              select base.* from base semi join touched on {match}
              union all
              select * from deltas
            ), winning as (
              select * from contested
              qualify {Load} = first_value({Load}) over (partition by {keys} order by {newest}{Load} desc)
            )
            select {names} from (
              select base.* from base anti join touched on {match}
              union all
              select * from winning
            ){alive}
            """;
    }

    private static string One(SnapshotTable table, SnapshotSegment segment, Func<SnapshotSegment, string> relation, int? load = null)
    {
        var columns = string.Join(", ", table.Columns.Select(column => Column(column, segment.Columns)));
        return $"select {columns}{(load is { } order ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {order} as {Load}") : "")} from {relation(segment)}{Still(table, segment)}";
    }

    // Of a compacted segment, what was read again since is left out: a part's rows lie between where its window begins and its greatest watermark.
    private static string Still(SnapshotTable table, SnapshotSegment segment)
    {
        var gone = segment.Parts.Where(part => part is { Gone: true, Hi: not null }).ToList();
        if (gone.Count == 0 || table.Watermark is not { } watermark)
            return "";
        var type = segment.Columns.First(column => Same(column.Name, watermark)).Type;
        return $" where {string.Join(" and ", gone.Select(part =>
            $"not ({(part.Window?.Lo is { } lo ? $"{Sql.Identifier(watermark)} {(part.Window.AfterLo ? ">" : ">=")} {Value(lo)} and " : "")}{Sql.Identifier(watermark)} <= {Value(part.Hi!)})"))}";

        string Value(string text) => $"cast({Sql.Literal(text)} as {TypeText.Checked(type)})";
    }

    private static string Column(ColumnSpec wanted, IReadOnlyList<ColumnSpec> there)
    {
        var name = Sql.Identifier(wanted.Name);
        if (there.FirstOrDefault(column => Same(column.Name, wanted.Name)) is not { } column)
            return $"cast(null as {TypeText.Checked(wanted.Type)}) as {name}";
        return TypeText.Same(column.Type, wanted.Type)
            ? name
            : $"cast({Sql.Identifier(column.Name)} as {TypeText.Checked(wanted.Type)}) as {name}";
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
