namespace EtlMesh.Orchestrator.Operations;

/// <summary>A pipeline that the mesh knows.</summary>
public sealed record PipelineDocument
{
    public required string Name { get; init; }

    /// <summary>The hash of the bundle that the next attempt takes.</summary>
    public required string Bundle { get; init; }

    public required DateTimeOffset PushedAt { get; init; }

    public required string PushedBy { get; init; }

    /// <summary>Null: it runs only when it is asked to.</summary>
    public ScheduleDocument? Schedule { get; init; }

    /// <summary>Its schedule starts nothing until it is resumed.</summary>
    public required bool Paused { get; init; }

    /// <summary>Null without a schedule, and while paused.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The last due time that was started or reported; null before the first.</summary>
    public DateTimeOffset? LastDue { get; init; }

    /// <summary>Nights that were reported as missed and not run since, the oldest first.</summary>
    public IReadOnlyList<MissedNightDocument> MissedNights { get; init; } = [];
}
