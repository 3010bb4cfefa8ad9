using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Removes what an attempt left. Each object goes in a statement of its own and its row after it, so that a kill leaves work that a second discard finishes.</summary>
internal static class Discards
{
    public static void Segments(DuckDbConnection connection, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        using var effect = Begin(connection, runId, attempt, "segments", ct);
        var segments = SegmentRows.Read(connection, "run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);
        foreach (var segment in segments)
            Drop(connection, segment, ct);
        foreach (var schema in segments.Select(segment => segment.Schema).Distinct(StringComparer.Ordinal))
            Objects.DropEmptySchema(connection, schema, ct);
        var rows = connection.Execute("delete from etl.quarantine where run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);
        Tell(connection, now, runId, attempt, "segments", segments.Count + rows);
    }

    public static void Candidates(DuckDbConnection connection, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        using var effect = Begin(connection, runId, attempt, "candidates", ct);
        var candidates = CandidateRows.Of(connection, runId, attempt, ct);
        foreach (var candidate in candidates)
            Drop(connection, candidate.Uid, candidate.Schema, ct);
        Tell(connection, now, runId, attempt, "candidates", candidates.Count);
    }

    public static void Checks(DuckDbConnection connection, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        using var effect = Begin(connection, runId, attempt, "checks", ct);
        var pipeline = connection.Scalar<string>("select pipeline from etl.attempts where run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);
        var dropped = pipeline is null ? [] : Failures(connection, pipeline, name => name.EndsWith("__" + Names.AttemptUid(runId, attempt), StringComparison.Ordinal), ct);
        var rows = connection.Execute("delete from etl.quality_results where run_id = ? and attempt = ?", ct, runId.ToString("D"), attempt);
        Tell(connection, now, runId, attempt, "checks", dropped.Count + rows);
    }

    /// <summary>Drops tables of kept failing rows, and their schema when it is empty then.</summary>
    public static List<string> Failures(DuckDbConnection connection, string pipeline, Func<string, bool> chosen, CancellationToken ct)
    {
        var schema = Names.FailuresSchema(pipeline);
        var dropped = new List<string>();
        foreach (var (name, isView) in Objects.In(connection, schema, ct).Where(table => chosen(table.Name)))
        {
            Objects.Drop(connection, schema, name, isView, ct);
            dropped.Add($"{schema}.{name}");
        }

        Objects.DropEmptySchema(connection, schema, ct);
        return dropped;
    }

    public static void Drop(DuckDbConnection connection, SegmentRow segment, CancellationToken ct)
    {
        Objects.Drop(connection, segment.Schema, segment.Name, isView: false, ct);
        connection.Execute("delete from etl.segments where uid = ?", ct, segment.Uid);
    }

    public static List<string> Drop(DuckDbConnection connection, string candidate, string schema, CancellationToken ct)
    {
        var dropped = Objects.DropSchema(connection, schema, ct);
        connection.Execute("delete from etl.models where candidate = ?", ct, candidate);
        connection.Execute("delete from etl.candidates where uid = ?", ct, candidate);
        return dropped;
    }

    private static System.Diagnostics.Activity? Begin(DuckDbConnection connection, Guid runId, int attempt, string what, CancellationToken ct)
    {
        if (Ledgers.IsPublished(connection, runId, attempt, ct))
            throw Ledger.Published(runId, attempt, what);
        return Effects.Start("attempt.discard", runId, attempt, what);
    }

    private static void Tell(DuckDbConnection connection, DateTime now, Guid runId, int attempt, string what, long count)
    {
        if (count > 0)
            Audit.Write(connection, now, runId, attempt, "run", "attempt.discard", what, count);
    }
}
