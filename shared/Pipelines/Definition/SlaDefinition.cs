namespace EtlMesh.Pipelines;

/// <summary>By when readers expect the night.</summary>
public sealed record SlaDefinition
{
    /// <summary>Local time in the schedule's time zone.</summary>
    public required TimeOnly ReadyBy { get; init; }

    /// <summary>How long before <see cref="ReadyBy"/> a night that is not yet published is warned about.</summary>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromMinutes(15);
}
