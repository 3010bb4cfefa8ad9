using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.candidates</c>: what a candidate is made of, and what was found about it.</summary>
internal sealed record CandidateRow(string Uid, string Pipeline, Guid RunId, int Attempt, string? Parent, string Bundle, Snapshot Snapshot, string? Fingerprint, VerdictSummary? Verdict)
{
    public const string Columns = "uid, pipeline, run_id, attempt, parent, bundle, \"snapshot\", fingerprint, verdict";

    public string Schema => Names.CandidateSchema(Pipeline, Uid);

    /// <param name="row">The values of <see cref="Columns"/>.</param>
    public static CandidateRow Of(object?[] row) => new(
        (string)row[0]!, (string)row[1]!, Guid.Parse((string)row[2]!), (int)row[3]!, (string?)row[4], (string)row[5]!,
        Json.Read<Snapshot>((string)row[6]!), (string?)row[7], row[8] is string verdict ? Json.Read<VerdictSummary>(verdict) : null);

    /// <summary>The candidate that is still being built.</summary>
    /// <exception cref="TerminalEtlException">It was never begun, or is sealed.</exception>
    public static CandidateRow Unsealed(CandidateRow? row, string uid)
    {
        if (row is null)
            throw new TerminalEtlException($"Building candidate {uid}: it is not in the warehouse; its attempt was discarded or never began it. Run the night again.");
        return row.Fingerprint is null
            ? row
            : throw new TerminalEtlException($"Building candidate {uid}: it is sealed, and nothing may be written to it. Build a new candidate.");
    }
}
