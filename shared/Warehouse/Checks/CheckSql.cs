using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>Rows of <c>etl.quality_results</c>, and what a verdict needs.</summary>
internal static class CheckSql
{
    public const string Columns = "check_id, model, severity, status, expected, actual, failing_rows, query, sample";

    /// <param name="row">The values of <see cref="Columns"/>.</param>
    public static CheckResult Row(object?[] row) => new()
    {
        CheckId = (string)row[0]!,
        Model = (string)row[1]!,
        Severity = (string)row[2]!,
        Status = (string)row[3]!,
        Expected = (string)row[4]!,
        Actual = (string)row[5]!,
        FailingRows = (long)row[6]!,
        Query = (string)row[7]!,
        Sample = Json.Read<List<string>>((string)row[8]!),
    };

    /// <exception cref="TerminalEtlException">The candidate is not sealed with the verdict's fingerprint.</exception>
    public static void RequireSealed(VerdictSpec verdict, CandidateRow? candidate)
    {
        var sealedAs = candidate?.Fingerprint;
        if (sealedAs is null || sealedAs != verdict.Summary.Fingerprint)
            throw new TerminalEtlException(
                $"Recording the verdict on candidate {verdict.Candidate}: it is for fingerprint {verdict.Summary.Fingerprint}, the candidate {(sealedAs is null ? "is not sealed" : $"has {sealedAs}")}. Check the candidate again.");
    }

    public static string Words(VerdictSummary verdict) => $"{(verdict.Passed ? "passed" : "failed")} {verdict.Fingerprint}";
}
