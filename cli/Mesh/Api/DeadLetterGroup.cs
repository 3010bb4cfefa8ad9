namespace EtlMesh.Cli;

/// <summary>Dead letters of one cause.</summary>
public sealed record DeadLetterGroup
{
    public string? Group { get; init; }

    /// <summary>Where it happened; null when that is not known.</summary>
    public string? Stage { get; init; }

    public string? Exception { get; init; }

    public int Count { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public IReadOnlyList<DeadLetter> Letters { get; init; } = [];
}
