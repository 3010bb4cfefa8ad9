using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>What a sweep keeps of a pipeline, and what is left over.</summary>
internal sealed record Kept(IReadOnlySet<string> AttemptUids, IReadOnlyList<string> GarbageCandidates, IReadOnlyList<SegmentRow> GarbageSegments)
{
    public static Kept Of(DuckDbConnection connection, SweepSpec spec, DateTime now, CancellationToken ct)
    {
        // One state for the whole decision; what a run adds afterwards is not garbage.
        using var transaction = connection.Begin();
        var attempts = Attempts(connection, spec, now - spec.KeepFailed, ct);
        var ledger = Ledger.Read(connection, spec.Pipeline, ct);
        var releases = ledger.Releases.Where((release, i) => i < spec.KeepReleases || release.IsHead || spec.Pins.Contains(release.Id)).ToList();
        attempts.UnionWith(releases.Select(release => (release.RunId, release.Attempt)));

        var all = Candidates(connection, spec, ct);
        var young = all.Values.Where(candidate => attempts.Contains((candidate.Row.RunId, candidate.Row.Attempt))).Select(candidate => candidate.Row.Uid);
        var candidates = Closure(all, [.. young, .. releases.SelectMany(release => release.Models).SelectMany(model => model.Uids)]);
        var segments = candidates.Where(all.ContainsKey).Select(uid => all[uid].Row.Snapshot).Concat(releases.Select(release => release.Snapshot))
            .SelectMany(snapshot => snapshot.Tables).SelectMany(table => table.Segments).Select(segment => segment.Uid).ToHashSet(StringComparer.Ordinal);
        return new Kept(
            attempts.Select(attempt => Names.AttemptUid(attempt.RunId, attempt.Attempt)).ToHashSet(StringComparer.Ordinal),
            [.. all.Keys.Where(uid => !candidates.Contains(uid))],
            [.. SegmentRow.Read(connection, "pipeline = ?", ct, spec.Pipeline)
                .Where(segment => !segments.Contains(segment.Uid) && !attempts.Contains((segment.RunId, segment.Attempt)))]);
    }

    // Live attempts, and those that ended without a release a short time ago.
    private static HashSet<(Guid RunId, int Attempt)> Attempts(DuckDbConnection connection, SweepSpec spec, DateTime since, CancellationToken ct)
    {
        using var result = connection.Query(
            "select run_id, attempt from etl.attempts where pipeline = ? and (ended_at is null or (state <> 'completed' and ended_at > ?))", ct, spec.Pipeline, since);
        return [.. result.Rows().Select(row => (Guid.Parse((string)row[0]!), (int)row[1]!))];
    }

    private static Dictionary<string, (CandidateRow Row, HashSet<string> Uids)> Candidates(DuckDbConnection connection, SweepSpec spec, CancellationToken ct)
    {
        var rows = CandidateRow.OfPipeline(connection, spec.Pipeline, ct);
        return rows.ToDictionary(row => row.Uid, row => (row, ModelRow.Of(connection, row.Uid, ct).Select(model => model.Uid).ToHashSet(StringComparer.Ordinal)), StringComparer.Ordinal);
    }

    // A candidate reads the older ones that it carried models over from.
    private static HashSet<string> Closure(Dictionary<string, (CandidateRow Row, HashSet<string> Uids)> all, IEnumerable<string> roots)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>(roots);
        while (queue.TryDequeue(out var uid))
            if (kept.Add(uid) && all.TryGetValue(uid, out var candidate))
                foreach (var read in candidate.Uids)
                    queue.Enqueue(read);
        return kept;
    }
}
