using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Where a row of <c>etl.segments</c> has its table.</summary>
internal sealed record SegmentRow(string Uid, string Pipeline, string Source, string Table, Guid RunId, int Attempt, DateTime AcceptedAt)
{
    public string Schema => Names.RawSchema(Pipeline);

    public string Name => Names.Segment(Source, Table, Uid);

    public static IReadOnlyList<SegmentRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select uid, pipeline, source, table_name, run_id, attempt, accepted_at from etl.segments where {where}", ct, parameters);
        return [.. result.Rows().Select(row => new SegmentRow(
            (string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!, Guid.Parse((string)row[4]!), (int)row[5]!, (DateTime)row[6]!))];
    }
}
