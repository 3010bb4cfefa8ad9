namespace EtlMesh.Cli;

/// <summary>A pipeline that the mesh knows.</summary>
public sealed record MeshPipeline
{
    public required string Name { get; init; }

    /// <summary>The hash of its files.</summary>
    public required string Bundle { get; init; }

    public DateTimeOffset? PushedAt { get; init; }

    public string? PushedBy { get; init; }

    /// <summary>Null when its nights are started by hand only.</summary>
    public MeshSchedule? Schedule { get; init; }

    /// <summary>Whether the schedule starts no nights now.</summary>
    public bool Paused { get; init; }

    public DateTimeOffset? NextDue { get; init; }

    public DateTimeOffset? LastDue { get; init; }
}
