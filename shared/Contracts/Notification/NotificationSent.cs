namespace EtlMesh.Contracts;

/// <summary>The report is written and the channels are served.</summary>
public sealed record NotificationSent : RunMessage
{
    /// <summary>What was told: <see cref="RunSummary.State"/>.</summary>
    public required string State { get; init; }

    /// <summary>Where the report is; null when the run has none.</summary>
    public string? Report { get; init; }
}
