using System.Diagnostics;
using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>The span of a service that handles a command: a child of the command's stage.</summary>
internal static class CommandSpan
{
    private static readonly ActivitySource Source = new("EtlMesh.Hosting");

    /// <param name="command">The command.</param>
    /// <param name="queue">Where it came in.</param>
    /// <returns>Null when nobody listens, and for commands that have no span.</returns>
    public static Activity? Start(StageCommand command, string queue)
    {
        if (!Source.HasListeners() || NameOf(command) is not { } name)
            return null;

        var stage = Stage.Of(command.GetType());
        var span = Source.StartActivity(name, ActivityKind.Consumer, RunTrace.OfStage(command.RunId, command.Attempt, stage));
        span?.SetTag(TraceTags.Pipeline, command.Pipeline)
            .SetTag(TraceTags.RunId, command.RunId.ToString("D"))
            .SetTag(TraceTags.RunDate, command.RunDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .SetTag(TraceTags.Attempt, command.Attempt)
            .SetTag(TraceTags.Stage, stage)
            .SetTag("messaging.destination.name", queue);
        switch (command)
        {
            case PlanTable plan:
                span?.SetTag(TraceTags.Table, $"{plan.Source}.{plan.Table}");
                break;
            case ExtractSlice extract:
                span?.SetTag(TraceTags.Table, $"{extract.Source}.{extract.Table}").SetTag("etlmesh.slice", extract.K).SetTag("etlmesh.slices", extract.N);
                break;
            case LoadTable load:
                span?.SetTag(TraceTags.Table, $"{load.Source}.{load.Table}").SetTag("etlmesh.segment", load.SegmentUid);
                break;
        }

        return span;
    }

    /// <summary>What a person reads in the trace; null for what is no service's work, or of an attempt that is not known yet.</summary>
    internal static string? NameOf(StageCommand command) => command switch
    {
        OpenAttempt => null, // the warehouse gives the attempt its number: its own span begins there
        TransferTable => null, // a saga's
        ProbeSource => "probe sources",
        PlanTable plan => $"plan {plan.Source}.{plan.Table}",
        ExtractSlice extract => string.Create(CultureInfo.InvariantCulture, $"extract {extract.Source}.{extract.Table} {extract.K}/{extract.N}"),
        LoadTable load => $"load {load.Source}.{load.Table}",
        BuildCandidate => "build candidate",
        CheckCandidate => "check candidate",
        PublishRelease => "publish release",
        InquireRelease => "inquire release",
        DiscardAttempt => "discard attempt",
        CloseAttempt => "close attempt",
        SendNotification => "send notification",
        _ => command.GetType().Name,
    };
}
