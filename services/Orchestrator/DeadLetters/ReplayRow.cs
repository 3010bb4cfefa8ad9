namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>An entry of the ledger: a letter was given another chance, once.</summary>
public sealed class ReplayRow
{
    public long Id { get; init; }

    public required long Letter { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    /// <summary><see cref="Resent"/> or <see cref="Resumed"/>.</summary>
    public required string How { get; init; }

    // Of a resumed run: which suspension of which attempt
    public Guid? RunId { get; init; }
    public int? Attempt { get; init; }
    public int? Step { get; init; }

    /// <summary>Of a message that is sent again: when it was; null while it is still to be sent.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Why it could not be sent the last time.</summary>
    public string? LastError { get; set; }

    /// <summary>The letter that it became again; null as long as it did not.</summary>
    public long? Again { get; init; }

    /// <summary>The message was sent to its queue once more.</summary>
    public const string Resent = "resent";

    /// <summary>The suspended run goes on, and asks for the work itself.</summary>
    public const string Resumed = "resumed";
}
