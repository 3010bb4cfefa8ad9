using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Rows of <c>etl.releases</c>, the latest first.</summary>
internal static class ReleaseRows
{
    /// <param name="pipeline">Null for all.</param>
    public static IReadOnlyList<ReleaseRow> Read(DuckDbConnection connection, string? pipeline, CancellationToken ct)
    {
        using var result = connection.Query(ReleaseSql.Select, ct, pipeline);
        return [.. result.Rows().Select(ReleaseSql.Row)];
    }
}
