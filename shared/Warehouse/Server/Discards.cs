namespace EtlMesh.Warehouse;

/// <summary>Removes what an attempt left, in one transaction.</summary>
internal static class Discards
{
    public static async Task<bool> SegmentsAsync(Session session, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        // Their views stand on the segments, and who discards candidates may come later.
        var candidates = await CandidateRows.OfAsync(session, runId, attempt, ct);
        using var effect = await BeginAsync(session, runId, attempt, "segments", ct);
        foreach (var candidate in candidates)
            await DropAsync(session, candidate.Uid, candidate.Schema, ct);
        var segments = await SegmentsAsync(session, $"run_id = $1 and attempt = $2{session.Held(Hold.Alone)}", ct, runId.ToString("D"), attempt);
        foreach (var segment in segments)
            await DropAsync(session, segment, ct);
        foreach (var schema in segments.Select(segment => segment.Schema).Distinct(StringComparer.Ordinal))
            await Objects.DropEmptySchemaAsync(session, schema, ct);
        var rows = await session.ExecuteAsync("delete from etl.quarantine where run_id = $1 and attempt = $2", ct, runId.ToString("D"), attempt);
        return await EndAsync(session, now, runId, attempt, "segments", segments.Count + rows, ct);
    }

    public static async Task<bool> CandidatesAsync(Session session, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        // Their rows are held first: a publish of one of them has ended, or finds it gone.
        var candidates = await CandidateRows.OfAsync(session, runId, attempt, ct);
        using var effect = await BeginAsync(session, runId, attempt, "candidates", ct);
        foreach (var candidate in candidates)
            await DropAsync(session, candidate.Uid, candidate.Schema, ct);
        return await EndAsync(session, now, runId, attempt, "candidates", candidates.Count, ct);
    }

    public static async Task<bool> ChecksAsync(Session session, DateTime now, Guid runId, int attempt, CancellationToken ct)
    {
        using var effect = await BeginAsync(session, runId, attempt, "checks", ct);
        var pipeline = await session.ScalarAsync<string>("select pipeline from etl.attempts where run_id = $1 and attempt = $2", ct, runId.ToString("D"), attempt);
        var dropped = pipeline is null ? [] : await FailuresAsync(session, pipeline, name => name.EndsWith("__" + Names.AttemptUid(runId, attempt), StringComparison.Ordinal), ct);
        var rows = await session.ExecuteAsync("delete from etl.quality_results where run_id = $1 and attempt = $2", ct, runId.ToString("D"), attempt);
        return await EndAsync(session, now, runId, attempt, "checks", dropped.Count + rows, ct);
    }

    /// <summary>Drops tables of kept failing rows, and their schema when it is empty then.</summary>
    public static async Task<List<string>> FailuresAsync(Session session, string pipeline, Func<string, bool> chosen, CancellationToken ct)
    {
        var schema = Names.FailuresSchema(pipeline);
        var dropped = await Objects.DropAsync(session, schema, [.. (await Objects.InAsync(session, schema, ct)).Where(table => chosen(table.Name))], ct);
        await Objects.DropEmptySchemaAsync(session, schema, ct);
        return dropped;
    }

    public static async Task<List<string>> DropAsync(Session session, SegmentRow segment, CancellationToken ct)
    {
        var parts = (await Objects.InAsync(session, segment.Schema, ct)).Where(table => Names.IsPartOf(segment.Uid, table.Name));
        var dropped = await Objects.DropAsync(session, segment.Schema, [(segment.Name, false), .. parts], ct);
        await session.ExecuteAsync("delete from etl.segments where uid = $1", ct, segment.Uid);
        return dropped;
    }

    public static async Task<List<string>> DropAsync(Session session, string candidate, string schema, CancellationToken ct)
    {
        var dropped = await Objects.DropSchemaAsync(session, schema, ct);
        await session.ExecuteAsync("delete from etl.models where candidate = $1", ct, candidate);
        await session.ExecuteAsync("delete from etl.candidates where uid = $1", ct, candidate);
        return dropped;
    }

    public static async Task<List<SegmentRow>> SegmentsAsync(Session session, string where, CancellationToken ct, params IReadOnlyList<object?> parameters) =>
        [.. (await session.RowsAsync($"select {SegmentRow.Columns} from etl.segments where {where}", ct, parameters)).Select(SegmentRow.Of)];

    private static async Task<System.Diagnostics.Activity?> BeginAsync(Session session, Guid runId, int attempt, string what, CancellationToken ct)
    {
        if (await Ledgers.IsPublishedAsync(session, runId, attempt, ct))
            throw Ledger.Published(runId, attempt, what);
        return Effects.Start("attempt.discard", runId, attempt, what);
    }

    private static async Task<bool> EndAsync(Session session, DateTime now, Guid runId, int attempt, string what, long count, CancellationToken ct)
    {
        if (count > 0)
            await Audit.WriteAsync(session, now, runId, attempt, "run", "attempt.discard", what, ct, count);
        await session.CommitAsync(ct);
        return count > 0;
    }
}
