namespace EtlMesh.Contracts;

/// <summary>The warehouse gave the run an attempt: <see cref="RunMessage.Attempt"/> is its number.</summary>
public sealed record AttemptOpened : RunMessage
{
    /// <summary>The head when the attempt was opened; null before the first release.</summary>
    public string? Parent { get; init; }

    /// <summary>What the head's snapshot knows of each table.</summary>
    public required IReadOnlyList<TableBase> Tables { get; init; }
}
