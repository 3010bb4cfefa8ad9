namespace EtlMesh.Orchestrator.Persistence;

/// <summary>A message that a consumer has taken: a second delivery of it changes nothing.</summary>
public sealed class InboxRow
{
    public required Guid MessageId { get; init; }

    public required Guid ConsumerId { get; init; }

    public required DateTimeOffset ConsumedAt { get; init; }
}
