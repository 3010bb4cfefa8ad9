using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>The query behind <c>source()</c>: a literal list of segments as one table.</summary>
/// <remarks>
/// Per key the segment with the greatest (watermark, load order) wins and shows all its rows of that key; tombstones are removed
/// last. Base rows that no delta touches pass by a hash join; only the touched ones are ranked with the deltas. A NULL is a key like
/// any other, but no join finds it: base rows with a NULL in their key are always ranked, which shows the same. A NULL watermark is the least.
/// </remarks>
internal static class Overlay
{
    private const string Load = "etlmesh__load";

    /// <param name="relation">A segment's quoted table.</param>
    /// <param name="withTombstones">Rows that were deleted are among the result.</param>
    public static string Select(SnapshotTable table, Func<SnapshotSegment, string> relation, bool withTombstones = false)
    {
        OverlaidTable.Require(table);
        var names = Names(table, "");
        var alive = table.Deleted is { } deleted && !withTombstones ? $"\nwhere {Tombstone.Alive(Column.Quoted(deleted), table.Columns.First(column => Column.Same(column.Name, deleted)).Type)}" : "";
        if (table.Segments.Count > 1 && table.Key.Count > 0)
            return Ranked(table, relation, names, alive);
        var all = string.Join("\nunion all\n", table.Segments.Select(segment => One(table, segment, relation)));
        return alive.Length == 0 ? all : $"select {names} from (\n{all}\n) as overlaid{alive}";
    }

    private static string Ranked(SnapshotTable table, Func<SnapshotSegment, string> relation, string names, string alive)
    {
        var key = table.Key.Select(Column.Quoted).ToList();
        var keys = string.Join(", ", key);
        var touched = string.Join(" and ", key.Select(one => $"touched.{one} = base.{one}"));
        var anyNull = string.Join(" or ", key.Select(one => $"base.{one} is null"));
        var noNull = string.Join(" and ", key.Select(one => $"base.{one} is not null"));
        var newest = table.Watermark is { } watermark ? $"{Column.Quoted(watermark)} desc nulls last, " : "";
        var ofBase = Names(table, "base.");
        var deltas = string.Join("\n  union all\n", table.Segments.Skip(1).Select((segment, i) => "  " + One(table, segment, relation, i + 1)));
        return $"""
            with base as (
              {One(table, table.Segments[0], relation, 0)}
            ), deltas as (
            {deltas}
            ), touched as (
              select distinct {keys}, 1 as etlmesh__touched from deltas
            ), contested as (
              select {ofBase}, base.{Load} from base join touched on {touched}
              union all
              select {ofBase}, base.{Load} from base where {anyNull}
              union all
              select {names}, {Load} from deltas
            ), ranked as (
              select {names}, {Load}, first_value({Load}) over (partition by {keys} order by {newest}{Load} desc rows between unbounded preceding and unbounded following) as etlmesh__winner from contested
            )
            select {names} from (
              select {ofBase} from base left join touched on {touched} where touched.etlmesh__touched is null and {noNull}
              union all
              select {names} from ranked where {Load} = etlmesh__winner
            ) as overlaid{alive}
            """;
    }

    private static string Names(SnapshotTable table, string of) => string.Join(", ", table.Columns.Select(column => of + Column.Quoted(column.Name)));

    private static string One(SnapshotTable table, SnapshotSegment segment, Func<SnapshotSegment, string> relation, int? load = null)
    {
        var columns = string.Join(", ", table.Columns.Select(column => Fitted(column, segment.Columns)));
        return $"select {columns}{(load is { } order ? string.Create(CultureInfo.InvariantCulture, $", {order} as {Load}") : "")} from {relation(segment)}{OverlaidTable.Still(table, segment, (column, type) => RedshiftType.Of(type).SeenOf(column), type => RedshiftType.Of(type).Type)}";
    }

    private static string Fitted(ColumnSpec wanted, IReadOnlyList<ColumnSpec> there)
    {
        var name = Column.Quoted(wanted.Name);
        var type = RedshiftType.Of(wanted.Type).Type;
        if (there.FirstOrDefault(column => Column.Same(column.Name, wanted.Name)) is not { } column)
            return $"cast(null as {type}) as {name}";
        var known = RedshiftType.Of(column.Type);
        var value = known.SeenOf(Column.Quoted(column.Name));
        if (known.Type != type)
            return $"cast({value} as {type}) as {name}";
        return value == name ? name : $"{value} as {name}";
    }
}
