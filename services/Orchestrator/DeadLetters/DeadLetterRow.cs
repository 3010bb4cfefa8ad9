namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>A message that nobody could handle, as it was taken out of its queue, and what is known of it.</summary>
public sealed class DeadLetterRow
{
    public long Id { get; init; }

    /// <summary>One of <see cref="LetterStates"/>.</summary>
    public required string State { get; set; }

    /// <summary>The queue it lay in, such as <c>loader-load-table_error</c>.</summary>
    public required string Queue { get; init; }

    /// <summary>The queue it was handled from, and goes back to.</summary>
    public required string Source { get; init; }

    /// <summary>error, skipped or dead.</summary>
    public required string Kind { get; init; }

    /// <summary>What makes it the same letter when it comes twice: the bus's message id and the replay that sent it, or SQS's id.</summary>
    public required string Identity { get; init; }

    /// <summary>SQS's id of the copy that came last.</summary>
    public required string SqsMessageId { get; init; }

    /// <summary>Letters of one group have one cause, as far as their words tell.</summary>
    public required string GroupId { get; init; }

    /// <summary>Why it is here, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>False when it could not be read or is of a type that this version does not know.</summary>
    public required bool Known { get; init; }

    public Guid? MessageId { get; init; }

    /// <summary>As the bus names it, such as <c>EtlMesh.Contracts:LoadTable</c>.</summary>
    public string? MessageType { get; init; }

    public Guid? ConversationId { get; init; }

    /// <summary>The exception's type, message and text.</summary>
    public string? Exception { get; init; }
    public string? Message { get; init; }
    public string? Stack { get; init; }

    // What the message says of its run
    public Guid? RunId { get; init; }
    public int? Attempt { get; init; }
    public string? Pipeline { get; init; }
    public DateOnly? RunDate { get; init; }
    public string? Stage { get; init; }
    public int? Step { get; init; }

    /// <summary>The table, <c>source.table</c>, and the slice of it.</summary>
    public string? Subject { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The transport's attributes without the marks of the failure, as JSON.</summary>
    public required string Attributes { get; init; }

    /// <summary>The group whose order a FIFO queue keeps.</summary>
    public string? OrderGroup { get; init; }

    public required string Body { get; init; }

    /// <summary>Something that looked like a secret was taken out of the body.</summary>
    public required bool Redacted { get; init; }

    /// <summary>How often it came.</summary>
    public required int Seen { get; init; }

    /// <summary>When it came to its queue, first and last.</summary>
    public required DateTimeOffset FirstAt { get; init; }
    public required DateTimeOffset LastAt { get; init; }

    public required DateTimeOffset CollectedAt { get; init; }

    /// <summary>When it left <see cref="LetterStates.Open"/>, and why.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public string? EndedBy { get; set; }

    /// <summary>The replay that it came back from.</summary>
    public long? CameFrom { get; init; }
}
