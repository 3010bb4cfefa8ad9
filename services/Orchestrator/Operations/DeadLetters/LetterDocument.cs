namespace EtlMesh.Orchestrator.Operations;

/// <summary>A dead letter with all that is known of it.</summary>
public sealed record LetterDocument
{
    public required string Id { get; init; }

    /// <summary>open, replayed, discarded or closed.</summary>
    public required string State { get; init; }

    /// <summary>When it left open, and why.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>As in <see cref="LetterGroupDocument.Group"/>.</summary>
    public required string Group { get; init; }

    /// <summary>The queue it was taken out of, such as <c>loader-load-table_error</c>.</summary>
    public required string Queue { get; init; }

    /// <summary>Why it is here, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>error: its handler failed. skipped: nobody takes it. dead: it was received too often.</summary>
    public required string Kind { get; init; }

    public Guid? MessageId { get; init; }

    /// <summary>As the bus names it; null when it could not be read.</summary>
    public string? MessageType { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>The exception's type, message and text, without what looked like a secret.</summary>
    public string? Exception { get; init; }

    public string? Message { get; init; }

    public string? Stack { get; init; }

    public Guid? RunId { get; init; }

    public int? Attempt { get; init; }

    public string? Pipeline { get; init; }

    public DateOnly? RunDate { get; init; }

    public string? Stage { get; init; }

    public int? Step { get; init; }

    /// <summary>The table, <c>source.table</c>, and the slice of it.</summary>
    public string? Subject { get; init; }

    public string? TraceId { get; init; }

    /// <summary>What came with the body.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>Something that looked like a secret was taken out of the body.</summary>
    public bool Redacted { get; init; }

    /// <summary>How often it came.</summary>
    public required int Seen { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>The letter whose replay it came back from; null when it did not.</summary>
    public string? CameFrom { get; init; }

    /// <summary>The oldest first.</summary>
    public required IReadOnlyList<ReplayDocument> Replays { get; init; }
}
