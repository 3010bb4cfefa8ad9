namespace EtlMesh.Contracts;

/// <summary>Progress: a stage of the run was entered or left.</summary>
public sealed record StageChanged : RunMessage
{
    /// <summary>source, extract, load, transform, quality, publish or notify.</summary>
    public required string Stage { get; init; }

    /// <summary>running, done, retrying, failed or skipped.</summary>
    public required string State { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Detail { get; init; }
}
