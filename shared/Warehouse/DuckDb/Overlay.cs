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
    public static string Select(SnapshotTable table, Func<SnapshotSegment, string> relation)
    {
        foreach (var name in table.Key.Concat([table.Watermark, table.Deleted]).OfType<string>())
            if (!table.Columns.Any(column => Same(column.Name, name)))
                throw new TerminalEtlException(
                    $"Overlaying {table.Source}.{table.Table}: there is no column `{name}` among {string.Join(", ", table.Columns.Select(column => column.Name))}. Correct key, watermark or deleted in the pipeline file.");
        var names = string.Join(", ", table.Columns.Select(column => Sql.Identifier(column.Name)));
        var alive = table.Deleted is { } deleted ? $"\nwhere {Sql.Identifier(deleted)} is distinct from true" : "";
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
        return $"select {columns}{(load is { } order ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", {order} as {Load}") : "")} from {relation(segment)}";
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
