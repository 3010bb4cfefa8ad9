namespace EtlMesh.Warehouse;

/// <summary>Releases and the head: what readers see.</summary>
public interface IReleases
{
    /// <summary>Makes a sealed, passed candidate the head, and the published views follow, in one transaction.</summary>
    Task<PublishOutcome> PublishAsync(ReleaseSpec spec, CancellationToken ct);

    /// <summary>Whether a release took place.</summary>
    /// <param name="giveUp">Forbid it when it did not: a publish that comes later is refused.</param>
    Task<bool> InquireAsync(string release, bool giveUp, CancellationToken ct);

    /// <summary>The pipeline's head; null before the first release.</summary>
    Task<ReleaseRow?> HeadAsync(string pipeline, CancellationToken ct);

    /// <summary>Releases, the latest first.</summary>
    /// <param name="pipeline">Null for all pipelines.</param>
    Task<IReadOnlyList<ReleaseRow>> ListAsync(string? pipeline, CancellationToken ct);

    /// <summary>A new release that names the objects of an older one; the pipeline is held until it is resumed.</summary>
    Task<PublishOutcome> RevertAsync(RevertSpec spec, CancellationToken ct);

    /// <summary>Ends a hold.</summary>
    /// <returns>False when the pipeline was not held.</returns>
    Task<bool> ResumeAsync(string pipeline, string actor, CancellationToken ct);

    /// <summary>Drops the objects of a pipeline that no head, retained release, pin or live attempt names.</summary>
    Task<SweepReport> SweepAsync(SweepSpec spec, CancellationToken ct);
}
