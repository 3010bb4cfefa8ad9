using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The query behind <c>source()</c>: a literal list of segments as one table.</summary>
/// <remarks>
/// Per key the segment with the greatest (watermark, load order) wins and shows all its rows of that key; tombstones are removed
/// last. Base rows that no delta touches pass by; only the touched ones are ranked with the deltas.
/// A NULL is a key like any other, but no hash join finds it: keys with NULLs go by a way of their own. A NULL watermark is the least.
/// </remarks>
internal static class Overlay
{
    private const string Load = "etlmesh__load";

    /// <param name="relation">A segment's quoted table.</param>
    /// <param name="withTombstones">Rows that were deleted are among the result.</param>
    public static string Select(SnapshotTable table, Func<SnapshotSegment, string> relation, bool withTombstones = false)
    {
        OverlaidTable.Require(table);
        var names = string.Join(", ", table.Columns.Select(column => Column.Quoted(column.Name)));
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
        var nameless = string.Join(" and ", key.Select(one => $"nameless.{one} is not distinct from base.{one}"));
        var anyNull = string.Join(" or ", key.Select(one => $"{one} is null"));
        var newest = table.Watermark is { } watermark ? $"{Column.Quoted(watermark)} desc nulls last, " : "";
        var deltas = string.Join("\n  union all\n", table.Segments.Skip(1).Select((segment, i) => "  " + One(table, segment, relation, i + 1)));
        return $"""
            with base as not materialized (
              {One(table, table.Segments[0], relation, 0)}
            ), deltas as (
            {deltas}
            ), touched as (
              select distinct {keys} from deltas
            ), nameless as materialized (
              select {keys} from touched where {anyNull}
            ), contested as (
              select base.* from base where exists (select from touched where {touched})
              union all
              select base.* from base where exists (select from nameless where {nameless})
              union all
              select * from deltas
            ), ranked as (
              select contested.*, first_value({Load}) over (partition by {keys} order by {newest}{Load} desc) as etlmesh__winner from contested
            )
            select {names} from (
              select {names} from base where not exists (select from touched where {touched}) and not exists (select from nameless where {nameless})
              union all
              select {names} from ranked where {Load} = etlmesh__winner
            ) as overlaid{alive}
            """;
    }

    private static string One(SnapshotTable table, SnapshotSegment segment, Func<SnapshotSegment, string> relation, int? load = null)
    {
        var columns = string.Join(", ", table.Columns.Select(column => Fitted(column, segment.Columns)));
        return $"select {columns}{(load is { } order ? string.Create(CultureInfo.InvariantCulture, $", {order} as {Load}") : "")} from {relation(segment)}{OverlaidTable.Still(table, segment, (column, type) => column, type => PostgresType.Of(type).Sql)}";
    }

    private static string Fitted(ColumnSpec wanted, IReadOnlyList<ColumnSpec> there)
    {
        var name = Column.Quoted(wanted.Name);
        var type = PostgresType.Of(wanted.Type).Sql;
        if (there.FirstOrDefault(column => Column.Same(column.Name, wanted.Name)) is not { } column)
            return $"cast(null as {type}) as {name}";
        return PostgresType.Of(column.Type).Sql == type ? name : $"cast({Column.Quoted(column.Name)} as {type}) as {name}";
    }
}
