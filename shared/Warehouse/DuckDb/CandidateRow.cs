using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>A row of <c>etl.candidates</c>: what a candidate is made of, and what was found about it.</summary>
internal sealed record CandidateRow(string Uid, string Pipeline, Guid RunId, int Attempt, string? Parent, string Bundle, Snapshot Snapshot, string? Fingerprint, VerdictSummary? Verdict)
{
    private const string Columns = "uid, pipeline, run_id, attempt, parent, bundle, snapshot, fingerprint, verdict";

    public string Schema => Names.CandidateSchema(Pipeline, Uid);

    public static CandidateRow? Find(DuckDbConnection connection, string uid, CancellationToken ct) =>
        Read(connection, "uid = ?", ct, uid).SingleOrDefault();

    public static IReadOnlyList<CandidateRow> Of(DuckDbConnection connection, Guid runId, int attempt, CancellationToken ct) =>
        Read(connection, "run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);

    public static IReadOnlyList<CandidateRow> OfPipeline(DuckDbConnection connection, string pipeline, CancellationToken ct) =>
        Read(connection, "pipeline = ?", ct, pipeline);

    /// <summary>The candidate that is still being built.</summary>
    /// <exception cref="TerminalEtlException">It was never begun, or is sealed.</exception>
    public static CandidateRow Open(DuckDbConnection connection, string uid, CancellationToken ct)
    {
        var row = Find(connection, uid, ct)
            ?? throw new TerminalEtlException($"Building candidate {uid}: it is not in the warehouse; its attempt was discarded or never began it. Run the night again.");
        return row.Fingerprint is null
            ? row
            : throw new TerminalEtlException($"Building candidate {uid}: it is sealed, and nothing may be written to it. Build a new candidate.");
    }

    private static IReadOnlyList<CandidateRow> Read(DuckDbConnection connection, string where, CancellationToken ct, params IReadOnlyList<object?> parameters)
    {
        using var result = connection.Query($"select {Columns} from etl.candidates where {where}", ct, parameters);
        return [.. result.Rows().Select(row => new CandidateRow(
            (string)row[0]!, (string)row[1]!, Guid.Parse((string)row[2]!), (int)row[3]!, (string?)row[4], (string)row[5]!,
            Json.Read<Snapshot>((string)row[6]!), (string?)row[7], row[8] is string verdict ? Json.Read<VerdictSummary>(verdict) : null))];
    }
}
