namespace EtlMesh.Orchestrator.Persistence;

/// <summary>A message that is decided and not on the bus yet. One with a token is a deadline: it waits for its time, and can be taken back.</summary>
public sealed class OutboxRow
{
    public long Id { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    /// <summary>What a deadline is taken back by; null for a message that goes at once.</summary>
    public Guid? Token { get; init; }

    /// <summary>How often the bus refused it.</summary>
    public int Attempts { get; set; }

    public string? LastError { get; set; }

    /// <summary>The same for every try, so that whoever gets it twice can tell.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The message's types as the bus names them, separated by <c>;</c>.</summary>
    public required string MessageType { get; init; }

    public required string Destination { get; init; }

    /// <summary>Ids, addresses, headers and the transport's properties: an <see cref="OutboxEnvelope"/> as JSON.</summary>
    public required string Envelope { get; init; }

    public required string ContentType { get; init; }

    public required string Body { get; init; }
}
