using EtlMesh.Contracts;

namespace EtlMesh.Hosting;

/// <summary>The stages of a night, as they are named in logs, progress and the pipeline file.</summary>
public static class Stage
{
    private static readonly Dictionary<Type, string> Stages = new()
    {
        [typeof(ProbeSource)] = StageNames.Source,
        [typeof(SourceReady)] = StageNames.Source,
        [typeof(SourceNotReady)] = StageNames.Source,
        [typeof(TransferTable)] = StageNames.Extract,
        [typeof(PlanTable)] = StageNames.Extract,
        [typeof(TablePlanned)] = StageNames.Extract,
        [typeof(ExtractSlice)] = StageNames.Extract,
        [typeof(SliceExtracted)] = StageNames.Extract,
        [typeof(TableExtracted)] = StageNames.Extract,
        [typeof(LoadTable)] = StageNames.Load,
        [typeof(TableLoaded)] = StageNames.Load,
        [typeof(TableTransferred)] = StageNames.Load,
        [typeof(BuildCandidate)] = StageNames.Transform,
        [typeof(ModelBuilt)] = StageNames.Transform,
        [typeof(CandidateSealed)] = StageNames.Transform,
        [typeof(CheckCandidate)] = StageNames.Quality,
        [typeof(VerdictReached)] = StageNames.Quality,
        [typeof(PublishRelease)] = StageNames.Publish,
        [typeof(InquireRelease)] = StageNames.Publish,
        [typeof(BaseStale)] = StageNames.Publish,
        [typeof(ReleaseInquired)] = StageNames.Publish,
        [typeof(ReleasePublished)] = StageNames.Publish,
        [typeof(SendNotification)] = StageNames.Notify,
        [typeof(NotificationSent)] = StageNames.Notify,
        [typeof(DiscardAttempt)] = "compensate",
        [typeof(AttemptDiscarded)] = "compensate",
        [typeof(CompensationFailed)] = "compensate",
    };

    /// <summary>The stage that a message belongs to; <c>run</c> for those of the run as a whole.</summary>
    public static string Of(Type message) => Stages.GetValueOrDefault(message, "run");
}
