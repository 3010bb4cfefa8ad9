using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Reads <c>etl.candidates</c>.</summary>
internal static class CandidateRows
{
    public static CandidateRow? Find(DuckDbConnection connection, string uid, CancellationToken ct) =>
        Read(connection, "uid = ?", ct, uid).SingleOrDefault();

    public static IReadOnlyList<CandidateRow> Of(DuckDbConnection connection, Guid runId, int attempt, CancellationToken ct) =>
        Read(connection, "run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);

    public static IReadOnlyList<CandidateRow> OfPipeline(DuckDbConnection connection, string pipeline, CancellationToken ct) =>
        Read(connection, "pipeline = ?", ct, pipeline);

    private static IReadOnlyList<CandidateRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {CandidateRow.Columns} from etl.candidates where {where}", ct, parameters);
        return [.. result.Rows().Select(CandidateRow.Of)];
    }
}
