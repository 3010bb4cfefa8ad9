namespace EtlMesh.Warehouse;

/// <summary>What a sweep keeps of a pipeline, and what is left over.</summary>
internal sealed record Kept(IReadOnlySet<string> AttemptUids, IReadOnlyList<string> GarbageCandidates, IReadOnlyList<SegmentRow> GarbageSegments)
{
    /// <summary>Live attempts, and those that ended without a release after the second parameter; the first is the pipeline.</summary>
    public const string YoungAttempts =
        "select run_id, attempt from etl.attempts where pipeline = $1 and (ended_at is null or (state <> 'completed' and ended_at > $2))";

    /// <param name="spec">What is to be kept.</param>
    /// <param name="young">The rows of <see cref="YoungAttempts"/>.</param>
    /// <param name="ledger">The pipeline's releases.</param>
    /// <param name="all">The pipeline's candidates, each with the uids that its models name.</param>
    /// <param name="segments">The pipeline's segments.</param>
    public static Kept Of(SweepSpec spec, IEnumerable<object?[]> young, Ledger ledger, IReadOnlyList<(CandidateRow Row, IReadOnlySet<string> Uids)> all, IEnumerable<SegmentRow> segments)
    {
        var attempts = young.Select(row => (RunId: Guid.Parse((string)row[0]!), Attempt: (int)row[1]!)).ToHashSet();
        var releases = ledger.Releases.Where((release, i) => i < spec.KeepReleases || release.IsHead || spec.Pins.Contains(release.Id)).ToList();
        attempts.UnionWith(releases.Select(release => (release.RunId, release.Attempt)));

        var byUid = all.ToDictionary(candidate => candidate.Row.Uid, StringComparer.Ordinal);
        var live = all.Where(candidate => attempts.Contains((candidate.Row.RunId, candidate.Row.Attempt))).Select(candidate => candidate.Row.Uid);
        var candidates = Closure(byUid, [.. live, .. releases.SelectMany(release => release.Models).SelectMany(model => model.Uids)]);
        var named = candidates.Where(byUid.ContainsKey).Select(uid => byUid[uid].Row.Snapshot).Concat(releases.Select(release => release.Snapshot))
            .SelectMany(snapshot => snapshot.Tables).SelectMany(table => table.Segments).Select(segment => segment.Uid).ToHashSet(StringComparer.Ordinal);
        return new Kept(
            attempts.Select(attempt => Names.AttemptUid(attempt.RunId, attempt.Attempt)).ToHashSet(StringComparer.Ordinal),
            [.. all.Select(candidate => candidate.Row.Uid).Where(uid => !candidates.Contains(uid))],
            [.. segments.Where(segment => !named.Contains(segment.Uid) && !attempts.Contains((segment.RunId, segment.Attempt)))]);
    }

    // A candidate reads the older ones that it carried models over from.
    private static HashSet<string> Closure(Dictionary<string, (CandidateRow Row, IReadOnlySet<string> Uids)> all, IEnumerable<string> roots)
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
