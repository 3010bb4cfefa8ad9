using System.Diagnostics;
using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>Durable effects as spans: each starts before its effect and stops after it is durable.</summary>
internal static class Effects
{
    private static readonly ActivitySource Source = new("EtlMesh.Warehouse");

    public static Activity? Start(string name, Guid runId, int attempt, string? subject = null)
    {
        // Outside of a command's span, as where the attempt gets its number, it hangs under the run itself.
        var activity = Activity.Current is null && Source.HasListeners()
            ? Source.StartActivity(name, ActivityKind.Internal, RunTrace.OfRun(runId, attempt))
            : Source.StartActivity(name);
        activity?.SetTag("etlmesh.run_id", runId.ToString("D"));
        activity?.SetTag("etlmesh.attempt", attempt);
        if (subject is not null)
            activity?.SetTag("etlmesh.subject", subject);
        return activity;
    }

    /// <summary>A span around a commit alone, so that it shows where the effect becomes durable.</summary>
    public static Activity? Commit(string name) => Source.StartActivity(name);
}
