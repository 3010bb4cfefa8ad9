namespace EtlMesh.Cli;

/// <summary>A message that could not be worked on; in a list without its body and stack.</summary>
public sealed record DeadLetter
{
    public required string Id { get; init; }

    /// <summary>open, replayed, discarded or closed.</summary>
    public required string State { get; init; }

    public string? Queue { get; init; }

    /// <summary>error, skipped or dead.</summary>
    public string? Kind { get; init; }

    public string? MessageId { get; init; }

    public string? MessageType { get; init; }

    public string? Exception { get; init; }

    public string? Message { get; init; }

    public string? Stack { get; init; }

    public Guid? RunId { get; init; }

    public int? Attempt { get; init; }

    public string? Pipeline { get; init; }

    public string? Stage { get; init; }

    public string? TraceId { get; init; }

    public System.Text.Json.JsonElement? Body { get; init; }

    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? CollectedAt { get; init; }

    public IReadOnlyList<DeadLetterReplay> Replays { get; init; } = [];
}
