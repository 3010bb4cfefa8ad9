using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>How long one try of each stage may take, and how often it is tried again.</summary>
public sealed record StagesDefinition
{
    /// <summary>The wait for the source. Its retries are the sensor's.</summary>
    public StageLimits Source { get; init; } = Limits(TimeSpan.FromHours(2), 0);

    public StageLimits Extract { get; init; } = Limits(TimeSpan.FromMinutes(30), 3);

    public StageLimits Load { get; init; } = Limits(TimeSpan.FromMinutes(15), 3);

    public StageLimits Transform { get; init; } = Limits(TimeSpan.FromMinutes(30), 1);

    public StageLimits Quality { get; init; } = Limits(TimeSpan.FromMinutes(10), 1);

    public StageLimits Publish { get; init; } = Limits(TimeSpan.FromMinutes(5), 3);

    public StageLimits Notify { get; init; } = Limits(TimeSpan.FromMinutes(10), 5);

    private static StageLimits Limits(TimeSpan timeout, int retries) => new() { Timeout = timeout, Retries = retries };
}
