namespace EtlMesh.Pipelines;

/// <summary>How long things are kept that no reader sees.</summary>
public sealed record RetentionDefinition
{
    public TimeSpan Landing { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many releases can be reverted to; at least 1.</summary>
    public int Releases { get; init; } = 14;

    /// <summary>Candidates and segments of blocked and failed attempts.</summary>
    public TimeSpan KeepFailed { get; init; } = TimeSpan.FromDays(3);

    public TimeSpan Quarantine { get; init; } = TimeSpan.FromDays(30);
}
