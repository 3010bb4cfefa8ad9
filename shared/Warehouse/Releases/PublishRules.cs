using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>What may become the head, decided alike on every engine.</summary>
internal static class PublishRules
{
    private const string Next = "Build and check a new candidate.";

    /// <param name="forbidden">The release was given up.</param>
    /// <returns>The answer when there is nothing to decide any more; else null.</returns>
    public static PublishOutcome? Settled(Ledger ledger, string release, string? parent, bool forbidden)
    {
        if (ledger.Releases.Any(known => known.Id == release))
            return new PublishOutcome(PublishState.AlreadyHead, ledger.Head?.Id);
        if (forbidden)
            return Refused(ledger, $"Release {release} was given up before it was published. Run the night again.");
        return ledger.Head?.Id == parent ? null : new PublishOutcome(PublishState.StaleBase, ledger.Head?.Id);
    }

    /// <summary>Why a candidate may not be published; null when it may.</summary>
    /// <param name="models">Of the candidate, by name in ordinal order.</param>
    public static string? Objection(Ledger ledger, ReleaseSpec spec, CandidateRow? candidate, IReadOnlyList<ModelRow> models)
    {
        if (ledger.HeldBy is { } holder)
            return $"Pipeline {spec.Pipeline} is held by {holder}: {ledger.HeldReason}. Run `etlmesh releases resume {spec.Pipeline}` first.";
        if (candidate is null)
            return $"Candidate {spec.Candidate} is not in the warehouse. {Next}";
        if (candidate.Pipeline != spec.Pipeline || candidate.Parent != spec.Parent)
            return $"Candidate {spec.Candidate} was built for {candidate.Pipeline} on release {candidate.Parent ?? "(none)"}, not on {spec.Parent ?? "(none)"}. {Next}";
        if (candidate.Fingerprint != spec.Fingerprint || Fingerprint.Of(candidate, models) != spec.Fingerprint)
            return $"Candidate {spec.Candidate} is not what fingerprint {spec.Fingerprint} stands for. {Next}";
        if (candidate.Verdict is not { } verdict || verdict.Fingerprint != spec.Fingerprint)
            return $"Candidate {spec.Candidate} has no verdict for fingerprint {spec.Fingerprint}. Run the checks first.";
        return verdict.Passed ? null : $"The checks of candidate {spec.Candidate} failed: {string.Join("; ", verdict.Failures)}. Correct the data or the models.";
    }

    /// <summary>The release that a candidate becomes.</summary>
    public static ReleaseRow Release(Ledger ledger, ReleaseSpec spec, CandidateRow candidate, IReadOnlyList<ModelRow> models, DateTime now) => new()
    {
        Id = spec.Release,
        Parent = spec.Parent,
        Pipeline = spec.Pipeline,
        RunId = spec.RunId,
        Attempt = spec.Attempt,
        Kind = spec.Kind ?? (ledger.Releases.Any(release => release.RunId == spec.RunId) ? "rerun" : "night"),
        Snapshot = candidate.Snapshot,
        Models = [.. models.Select(model => model.Released())],
        Fingerprint = spec.Fingerprint,
        PublishedAt = now,
    };

    /// <summary>The release that names the target's objects again.</summary>
    public static ReleaseRow Release(RevertSpec spec, ReleaseRow target, DateTime now) =>
        target with { Id = spec.Release, Parent = spec.Parent, Kind = "revert", Target = target.Id, PublishedAt = now };

    public static PublishOutcome Unknown(Ledger ledger, RevertSpec spec) =>
        Refused(ledger, $"Pipeline {spec.Pipeline} has no release {spec.Target}. List them with `etlmesh releases list`.");

    public static PublishOutcome Swept(Ledger ledger, RevertSpec spec, ReleasedModel gone) =>
        Refused(ledger, $"Release {spec.Target} can no longer be read: the objects of model {gone.Name} were swept. Choose a later release.");

    public static PublishOutcome InTheWay(Ledger ledger, string foreign) =>
        Refused(ledger, $"Publishing would replace {foreign}, which EtlMesh did not make. Rename it, or the model.");

    public static PublishOutcome Refused(Ledger ledger, string reason) => new(PublishState.Refused, ledger.Head?.Id, reason);

    /// <summary>A line for the audit log.</summary>
    public static string Words(ReleaseRow release, RevertSpec? revert) =>
        $"{release.Id} after {release.Parent ?? "(none)"}{(revert is null ? "" : $", to {revert.Target}: {revert.Reason}")}";
}
