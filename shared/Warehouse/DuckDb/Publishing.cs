using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The one compare-and-set, and what follows it in its transaction.</summary>
internal static class Publishing
{
    public static PublishOutcome Publish(DuckDbConnection connection, ReleaseSpec spec, DateTime now, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var ledger = Ledger.Read(connection, spec.Pipeline, ct);
        if (Settled(connection, ledger, spec.Release, spec.Parent, ct) is { } settled)
            return settled;
        if (ledger.HeldBy is { } holder)
            return Refused(ledger, $"Pipeline {spec.Pipeline} is held by {holder}: {ledger.HeldReason}. Run `etlmesh releases resume {spec.Pipeline}` first.");
        var candidate = CandidateRow.Find(connection, spec.Candidate, ct);
        if (Objection(connection, spec, candidate, ct) is { } objection)
            return Refused(ledger, objection);
        var kind = spec.Kind ?? (ledger.Releases.Any(release => release.RunId == spec.RunId) ? "rerun" : "night");
        var release = new ReleaseRow
        {
            Id = spec.Release,
            Parent = spec.Parent,
            Pipeline = spec.Pipeline,
            RunId = spec.RunId,
            Attempt = spec.Attempt,
            Kind = kind,
            Snapshot = candidate!.Snapshot,
            Models = [.. ModelRow.Of(connection, spec.Candidate, ct).Select(model => model.Released())],
            Fingerprint = spec.Fingerprint,
            PublishedAt = now,
        };
        return Move(connection, transaction, ledger, release, Json.Write(candidate.Verdict), null, spec.Lineage, ct);
    }

    public static PublishOutcome Revert(DuckDbConnection connection, RevertSpec spec, DateTime now, CancellationToken ct)
    {
        using var transaction = connection.Begin();
        var ledger = Ledger.Read(connection, spec.Pipeline, ct);
        if (Settled(connection, ledger, spec.Release, spec.Parent, ct) is { } settled)
            return settled;
        if (ledger.Releases.FirstOrDefault(release => release.Id == spec.Target) is not { } target)
            return Refused(ledger, $"Pipeline {spec.Pipeline} has no release {spec.Target}. List them with `etlmesh releases list`.");
        var gone = target.Models.FirstOrDefault(model => !Objects.Exists(connection, PublishedViews.Schema(target.Pipeline, model), Names.Model(model.Schema, model.Alias), ct));
        if (gone is not null)
            return Refused(ledger, $"Release {spec.Target} can no longer be read: the objects of model {gone.Name} were swept. Choose a later release.");
        var verdict = connection.Scalar<string>("select verdict from etl.releases where id = ?", ct, target.Id);
        var release = target with { Id = spec.Release, Parent = spec.Parent, Kind = "revert", Target = target.Id, PublishedAt = now };
        return Move(connection, transaction, ledger, release, verdict, spec, [], ct);
    }

    private static PublishOutcome? Settled(DuckDbConnection connection, Ledger ledger, string release, string? parent, CancellationToken ct)
    {
        if (ledger.Releases.Any(known => known.Id == release))
            return new PublishOutcome(PublishState.AlreadyHead, ledger.Head?.Id);
        if (connection.Scalar<long>("select count(*) from etl.forbidden_releases where id = ?", ct, release) > 0)
            return Refused(ledger, $"Release {release} was given up before it was published. Run the night again.");
        return ledger.Head?.Id == parent ? null : new PublishOutcome(PublishState.StaleBase, ledger.Head?.Id);
    }

    private static string? Objection(DuckDbConnection connection, ReleaseSpec spec, CandidateRow? candidate, CancellationToken ct)
    {
        var next = "Build and check a new candidate.";
        if (candidate is null)
            return $"Candidate {spec.Candidate} is not in the warehouse. {next}";
        if (candidate.Pipeline != spec.Pipeline || candidate.Parent != spec.Parent)
            return $"Candidate {spec.Candidate} was built for {candidate.Pipeline} on release {candidate.Parent ?? "(none)"}, not on {spec.Parent ?? "(none)"}. {next}";
        if (candidate.Fingerprint != spec.Fingerprint || Fingerprint.Of(connection, candidate, ct) != spec.Fingerprint)
            return $"Candidate {spec.Candidate} is not what fingerprint {spec.Fingerprint} stands for. {next}";
        if (candidate.Verdict is not { } verdict || verdict.Fingerprint != spec.Fingerprint)
            return $"Candidate {spec.Candidate} has no verdict for fingerprint {spec.Fingerprint}. Run the checks first.";
        return verdict.Passed ? null : $"The checks of candidate {spec.Candidate} failed: {string.Join("; ", verdict.Failures)}. Correct the data or the models.";
    }

    private static PublishOutcome Move(DuckDbConnection connection, DuckDbTransaction transaction, Ledger ledger, ReleaseRow release, string? verdict, RevertSpec? revert, IReadOnlyList<LineageEdge> lineage, CancellationToken ct)
    {
        if (PublishedViews.Foreign(connection, ledger.Head, release, ct) is { } foreign)
            return Refused(ledger, $"Publishing would replace {foreign}, which EtlMesh did not make. Rename it, or the model.");
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
            $"{release.Id} after {release.Parent ?? "(none)"}{(revert is null ? "" : $", to {revert.Target}: {revert.Reason}")}", actor: revert?.Actor ?? Audit.Service);
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

    private static PublishOutcome Refused(Ledger ledger, string reason) => new(PublishState.Refused, ledger.Head?.Id, reason);
}
