namespace EtlMesh.Pipelines;

/// <summary>When a pipeline runs by itself.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday).</summary>
    public required string Cron { get; init; }

    /// <summary>An IANA time zone.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Run date = local due date + this many days.</summary>
    public int DateOffset { get; init; } = -1;

    public MissedNight Missed { get; init; } = MissedNight.Start;
}
