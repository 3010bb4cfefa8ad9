using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Plans of runs, as a pipeline file would give them.</summary>
public static class Plans
{
    public static readonly DateOnly Date = new(2026, 11, 20);

    public static readonly Guid Run = RunId.Of("daily-metrics", Date);

    /// <summary>Two tables, one retry for each stage, compensates at once (as embedded runs do).</summary>
    public static RunPlan Embedded { get; } = new()
    {
        Tables = [new TablePlan { Source = "shop", Table = "orders" }, new TablePlan { Source = "shop", Table = "customers" }],
        Source = Limits(120),
        Extract = Limits(30),
        Load = Limits(15),
        Transform = Limits(30),
        Quality = Limits(10),
        Publish = Limits(5),
        Notify = Limits(10),
        ProbeEvery = TimeSpan.FromMinutes(1),
        GiveUpAfter = TimeSpan.FromMinutes(2),
        SuspendFor = TimeSpan.Zero,
    };

    /// <summary>The same, and keeps a failed run for twelve hours.</summary>
    public static RunPlan Mesh { get; } = Embedded with { SuspendFor = TimeSpan.FromHours(12) };

    public static RequestRun Request(RunPlan plan, bool again = false) => new()
    {
        RunId = Run,
        Attempt = 0,
        Pipeline = "daily-metrics",
        RunDate = Date,
        BundleHash = "b0",
        Key = RunId.Nightly,
        Again = again,
        Plan = plan,
    };

    private static StageLimits Limits(int minutes) => new() { Timeout = TimeSpan.FromMinutes(minutes), Retries = 1 };
}
