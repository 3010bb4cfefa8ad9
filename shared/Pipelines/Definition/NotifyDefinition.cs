namespace EtlMesh.Pipelines;

/// <summary>Where to tell of a run's end.</summary>
public sealed record NotifyDefinition
{
    public required NotifyChannel Channel { get; init; }

    /// <summary>Unresolved: it usually is a secret. Needed by <see cref="NotifyChannel.Webhook"/> only.</summary>
    public string? Url { get; init; }

    public IReadOnlyList<NotifyEvent> On { get; init; } =
        [NotifyEvent.Completed, NotifyEvent.Blocked, NotifyEvent.Failed, NotifyEvent.Suspended];
}
