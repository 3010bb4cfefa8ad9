namespace EtlMesh.Contracts;

/// <summary>What the saga needs of a pipeline to steer a run.</summary>
public sealed record RunPlan
{
    public required IReadOnlyList<TablePlan> Tables { get; init; }

    public required StageLimits Source { get; init; }

    public required StageLimits Extract { get; init; }

    public required StageLimits Load { get; init; }

    public required StageLimits Transform { get; init; }

    public required StageLimits Quality { get; init; }

    public required StageLimits Publish { get; init; }

    public required StageLimits Notify { get; init; }

    /// <summary>How often a source that is not ready is asked again.</summary>
    public required TimeSpan ProbeEvery { get; init; }

    /// <summary>When to give up on a source that is not ready; zero asks once.</summary>
    public required TimeSpan GiveUpAfter { get; init; }

    /// <summary>How long a suspended run is kept; zero compensates at once (embedded).</summary>
    public required TimeSpan SuspendFor { get; init; }

    /// <summary>Which models to build; null for all.</summary>
    public string? Select { get; init; }

    /// <summary>As in <see cref="PlanTable.AsOfNow"/>.</summary>
    public bool AsOfNow { get; init; }
}
