namespace EtlMesh.Pipelines;

/// <summary>How a source says that it is ready for the night.</summary>
public sealed record SensorDefinition
{
    /// <summary>Ready when its first value is true, non-zero, or a date not before the run date. Null: the source can be reached.</summary>
    public string? Query { get; init; }

    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After this long the night stops with the reason; zero asks once.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(30);
}
