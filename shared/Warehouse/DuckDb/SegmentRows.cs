using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Reads <c>etl.segments</c>.</summary>
internal static class SegmentRows
{
    public static IReadOnlyList<SegmentRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {SegmentRow.Columns} from etl.segments where {where}", ct, parameters);
        return [.. result.Rows().Select(SegmentRow.Of)];
    }
}
