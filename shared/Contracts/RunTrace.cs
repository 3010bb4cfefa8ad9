using System.Diagnostics;
using System.Globalization;

namespace EtlMesh.Contracts;

/// <summary>
/// The trace of an attempt. Its ids are computed from run, attempt and stage, so every process knows the parent of what it does
/// from the message alone, and knows the same after a kill or a replay.
/// </summary>
public static class RunTrace
{
    /// <summary>The span of the attempt as a whole: the root of its trace.</summary>
    public static ActivityContext OfRun(Guid runId, int attempt) => Of(runId, attempt, "run");

    /// <summary>The span of one of <see cref="StageNames"/>; of any other word, the root.</summary>
    public static ActivityContext OfStage(Guid runId, int attempt, string stage) =>
        StageNames.All.Contains(stage) ? Of(runId, attempt, stage) : OfRun(runId, attempt);

    private static ActivityContext Of(Guid runId, int attempt, string span)
    {
        var (run, number) = (runId.ToString("N"), attempt.ToString(CultureInfo.InvariantCulture));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(NameHash.Of("trace", run, number).AsSpan(0, 16)),
            ActivitySpanId.CreateFromBytes(NameHash.Of("span", run, number, span).AsSpan(0, 8)),
            ActivityTraceFlags.Recorded,
            isRemote: true);
    }
}
