namespace EtlMesh.Cli;

/// <summary>The state of a mesh.</summary>
public sealed record MeshStatus
{
    public IReadOnlyList<MeshServiceStatus> Services { get; init; } = [];

    public IReadOnlyList<MeshQueueStatus> Queues { get; init; } = [];

    /// <summary>Those in flight.</summary>
    public IReadOnlyList<MeshRun> Runs { get; init; } = [];

    /// <summary>Open ones.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Messages that are committed and not sent yet.</summary>
    public long Outbox { get; init; }
}
