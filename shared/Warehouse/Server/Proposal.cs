namespace EtlMesh.Warehouse;

/// <summary>A publish or a revert as it is asked for; what becomes of it is decided in the transaction that does it.</summary>
/// <param name="Decide">Reads what the answer depends on.</param>
internal sealed record Proposal(string Release, string Pipeline, IReadOnlyList<LineageEdge> Lineage, RevertSpec? Revert, Func<Session, CancellationToken, Task<Decision>> Decide)
{
    public static Proposal Of(ReleaseSpec spec, ServerEngine engine) =>
        new(spec.Release, spec.Pipeline, spec.Lineage, null, (session, ct) => DecideAsync(session, spec, engine.Now, ct));

    public static Proposal Of(RevertSpec spec, ServerEngine engine) =>
        new(spec.Release, spec.Pipeline, [], spec, (session, ct) => DecideAsync(session, spec, engine.Now, ct));

    private static async Task<Decision> DecideAsync(Session session, ReleaseSpec spec, DateTime now, CancellationToken ct)
    {
        // Held, so that it is not discarded while it becomes the head.
        var candidate = await CandidateRows.FindAsync(session, spec.Candidate, ct, Hold.Shared);
        var ledger = await Ledgers.ReadAsync(session, spec.Pipeline, ct);
        if (PublishRules.Settled(ledger, spec.Release, spec.Parent, await IsForbiddenAsync(session, spec.Release, ct)) is { } settled)
            return Decision.Settled(ledger, settled);
        var models = await CandidateRows.ModelsAsync(session, spec.Candidate, ct);
        if (PublishRules.Objection(ledger, spec, candidate, models) is { } objection)
            return Decision.Settled(ledger, PublishRules.Refused(ledger, objection));
        return new Decision(null, ledger, PublishRules.Release(ledger, spec, candidate!, models, now), Json.Write(candidate!.Verdict), spec.Readers);
    }

    private static async Task<Decision> DecideAsync(Session session, RevertSpec spec, DateTime now, CancellationToken ct)
    {
        var ledger = await Ledgers.ReadAsync(session, spec.Pipeline, ct);
        if (PublishRules.Settled(ledger, spec.Release, spec.Parent, await IsForbiddenAsync(session, spec.Release, ct)) is { } settled)
            return Decision.Settled(ledger, settled);
        if (ledger.Releases.FirstOrDefault(release => release.Id == spec.Target) is not { } target)
            return Decision.Settled(ledger, PublishRules.Unknown(ledger, spec));
        foreach (var model in target.Models)
            if (!await Objects.ExistsAsync(session, PublishedView.ObjectSchema(target.Pipeline, model), PublishedView.ObjectName(model), ct))
                return Decision.Settled(ledger, PublishRules.Swept(ledger, spec, model));
        var kept = (await session.RowsAsync("select verdict, readers from etl.releases where id = $1", ct, target.Id)).Single();
        return new Decision(null, ledger, PublishRules.Release(spec, target, now), (string?)kept[0], Json.Read<List<string>>((string)kept[1]!));
    }

    private static async Task<bool> IsForbiddenAsync(Session session, string release, CancellationToken ct) =>
        await session.ScalarAsync<long>("select count(*) from etl.forbidden_releases where id = $1", ct, release) > 0;
}
