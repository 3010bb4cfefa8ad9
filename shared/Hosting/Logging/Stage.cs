using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>The stages of a night, as they are named in logs, progress and the pipeline file.</summary>
public static class Stage
{
    private static readonly Dictionary<Type, string> Stages = new()
    {
        [typeof(ProbeSource)] = "source",
        [typeof(SourceReady)] = "source",
        [typeof(SourceNotReady)] = "source",
        [typeof(TransferTable)] = "extract",
        [typeof(PlanTable)] = "extract",
        [typeof(TablePlanned)] = "extract",
        [typeof(ExtractSlice)] = "extract",
        [typeof(SliceExtracted)] = "extract",
        [typeof(LoadTable)] = "load",
        [typeof(TableLoaded)] = "load",
        [typeof(TableTransferred)] = "load",
        [typeof(BuildCandidate)] = "transform",
        [typeof(ModelBuilt)] = "transform",
        [typeof(CandidateSealed)] = "transform",
        [typeof(CheckCandidate)] = "quality",
        [typeof(VerdictReached)] = "quality",
        [typeof(PublishRelease)] = "publish",
        [typeof(InquireRelease)] = "publish",
        [typeof(BaseStale)] = "publish",
        [typeof(ReleaseInquired)] = "publish",
        [typeof(ReleasePublished)] = "publish",
        [typeof(SendNotification)] = "notify",
        [typeof(NotificationSent)] = "notify",
        [typeof(DiscardAttempt)] = "compensate",
        [typeof(AttemptDiscarded)] = "compensate",
        [typeof(CompensationFailed)] = "compensate",
    };

    /// <summary>The stage that a message belongs to; <c>run</c> for those of the run as a whole.</summary>
    public static string Of(Type message) => Stages.GetValueOrDefault(message, "run");
}
