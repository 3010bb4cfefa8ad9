namespace EtlMesh.Orchestrator.Persistence;

/// <summary>What goes around a message's body.</summary>
internal sealed record OutboxEnvelope
{
    public Guid? RequestId { get; init; }

    public Guid? CorrelationId { get; init; }

    public Guid? ConversationId { get; init; }

    public Guid? InitiatorId { get; init; }

    public Uri? SourceAddress { get; init; }

    public Uri? ResponseAddress { get; init; }

    public Uri? FaultAddress { get; init; }

    public DateTime? ExpirationTime { get; init; }

    public DateTime? SentTime { get; init; }

    /// <summary>The headers as the message's own serializer writes them.</summary>
    public string? Headers { get; init; }

    public string? Properties { get; init; }
}
