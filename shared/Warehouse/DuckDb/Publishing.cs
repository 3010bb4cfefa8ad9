using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The one compare-and-set, and what follows it in its transaction.</summary>
internal static class Publishing
{
    public static PublishOutcome Publish(DuckDbConnection connection, ReleaseSpec spec, DateTime now, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var ledger = Ledgers.Read(connection, spec.Pipeline, ct);
        if (PublishRules.Settled(ledger, spec.Release, spec.Parent, IsForbidden(connection, spec.Release, ct)) is { } settled)
            return settled;
        var candidate = CandidateRows.Find(connection, spec.Candidate, ct);
        var models = ModelRows.Of(connection, spec.Candidate, ct);
        if (PublishRules.Objection(ledger, spec, candidate, models) is { } objection)
            return PublishRules.Refused(ledger, objection);
        var release = PublishRules.Release(ledger, spec, candidate!, models, now);
        return Move(connection, transaction, ledger, release, Json.Write(candidate!.Verdict), null, spec.Lineage, ct);
    }

    public static PublishOutcome Revert(DuckDbConnection connection, RevertSpec spec, DateTime now, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var ledger = Ledgers.Read(connection, spec.Pipeline, ct);
        if (PublishRules.Settled(ledger, spec.Release, spec.Parent, IsForbidden(connection, spec.Release, ct)) is { } settled)
            return settled;
        if (ledger.Releases.FirstOrDefault(release => release.Id == spec.Target) is not { } target)
            return PublishRules.Unknown(ledger, spec);
        if (target.Models.FirstOrDefault(model => !Objects.Exists(connection, PublishedView.ObjectSchema(target.Pipeline, model), PublishedView.ObjectName(model), ct)) is { } gone)
            return PublishRules.Swept(ledger, spec, gone);
        var verdict = connection.Scalar<string>("select verdict from etl.releases where id = ?", ct, target.Id);
        return Move(connection, transaction, ledger, PublishRules.Release(spec, target, now), verdict, spec, [], ct);
    }

    private static bool IsForbidden(DuckDbConnection connection, string release, CancellationToken ct) =>
        connection.Scalar<long>("select count(*) from etl.forbidden_releases where id = ?", ct, release) > 0;

    private static PublishOutcome Move(DuckDbConnection connection, DuckDbTransaction transaction, Ledger ledger, ReleaseRow release, string? verdict, RevertSpec? revert, IReadOnlyList<LineageEdge> lineage, CancellationToken ct)
    {
        if (PublishedViews.Foreign(connection, ledger.Head, release, ct) is { } foreign)
            return PublishRules.InTheWay(ledger, foreign);
        using var effect = Effects.Start("release.publish", release.RunId, release.Attempt, release.Id);
        if (!Set(connection, ledger, release, revert, ct))
            return new PublishOutcome(PublishState.StaleBase, ledger.Head?.Id);
        connection.Execute("insert into etl.releases values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ct,
            release.Id, release.Parent, release.Pipeline, release.RunId.ToString("D"), release.Attempt, release.Kind,
            Json.Write(release.Snapshot), Json.Write(release.Models), release.Fingerprint, verdict, release.PublishedAt, release.Target);
        foreach (var edge in lineage)
            connection.Execute("insert into etl.lineage values (?, ?, ?, ?)", ct, release.Id, edge.From, edge.To, edge.Kind);
        PublishedViews.Follow(connection, ledger.Head, release, ct);
        Audit.Write(connection, release.PublishedAt, release.RunId, release.Attempt, StageNames.Publish, $"release.{(revert is null ? "publish" : "revert")}",
            PublishRules.Words(release, revert), actor: revert?.Actor ?? Audit.Service);
        transaction.Commit("release.commit");
        return new PublishOutcome(PublishState.Published, release.Id);
    }

    private static bool Set(DuckDbConnection connection, Ledger ledger, ReleaseRow release, RevertSpec? revert, CancellationToken ct)
    {
        var changed = connection.Execute(
            "update etl.heads set release = ?, held_by = ?, held_reason = ? where pipeline = ? and release is not distinct from ?",
            ct, release.Id, revert?.Actor, revert?.Reason, release.Pipeline, release.Parent);
        if (changed == 1 || ledger.Head is not null || release.Parent is not null)
            return changed == 1;
        return connection.Execute("insert into etl.heads values (?, ?, null, null) on conflict do nothing", ct, release.Pipeline, release.Id) == 1;
    }
}
