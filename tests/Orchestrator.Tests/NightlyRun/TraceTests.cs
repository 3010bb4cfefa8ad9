using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>The spans of a run and of its stages, and the stages in its summary.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly ToldSpans _told = new();

    [Fact]
    public void CompletedNight_TellsTheRunAndEachStage()
    {
        var night = NightDriver.Of(Plans.Embedded);
        var started = night.Time.Now;
        night.To("Transforming");
        Pass(night, 90);
        night.To("Checking");
        Pass(night, 30);

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal("run daily-metrics 2026-11-20", _told.Root.DisplayName);
        Assert.Equal((started.UtcDateTime, TimeSpan.FromSeconds(120)), (_told.Root.StartTimeUtc, _told.Root.Duration));
        Assert.Equal(ActivityStatusCode.Unset, _told.Root.Status);
        Assert.Equal(StageNames.All, _told.All.Where(span => span != _told.Root).Select(span => span.DisplayName));
        Assert.Equal(TimeSpan.FromSeconds(90), _told.Stage("transform").Duration);
        Assert.Equal(TimeSpan.FromSeconds(30), _told.Stage("quality").Duration);
        Assert.Equal("shop.orders: 1 file", _told.Stage("source").GetTagItem("etlmesh.detail"));
    }

    [Fact]
    public void Summary_HasTheStagesWithTheirSeconds()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.To("Transforming");
        Pass(night, 90);

        night.Settle();

        var stages = night.Last<SendNotification>().Summary.Stages;
        Assert.Equal(StageNames.All, stages.Select(stage => stage.Stage));
        Assert.Equal(("done", 90.0), (stages[3].State, stages[3].Seconds));
        Assert.Equal(("running", null), (stages[^1].State, stages[^1].Seconds));
    }

    [Fact]
    public void NightThatIsStoredBetweenMessages_TellsTheSame()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Stores = true;
        night.To("Transforming");
        Pass(night, 90);

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal(TimeSpan.FromSeconds(90), _told.Stage("transform").Duration);
        Assert.Equal(7, night.Last<SendNotification>().Summary.Stages.Count);
    }

    [Fact]
    public void CandidateThatIsBuiltAgain_HasOneSpanOverBoth()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<PublishRelease>(New.BaseStale);
        night.To("Transforming");
        var first = night.Time.Now;
        night.To("Checking");
        Pass(night, 60);
        night.To("Publishing").To("Transforming");
        Pass(night, 40);

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal((first.UtcDateTime, TimeSpan.FromSeconds(100)), (_told.Stage("transform").StartTimeUtc, _told.Stage("transform").Duration));
    }

    [Fact]
    public void StageThatFails_SaysWhy_AndSoDoesTheRun()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Terminal);

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal((ActivityStatusCode.Error, "the data is bad"), (_told.Root.Status, _told.Root.StatusDescription));
        Assert.Equal("Failed", _told.Root.GetTagItem("etlmesh.outcome"));
        Assert.Equal((ActivityStatusCode.Error, "the data is bad"), (_told.Stage("transform").Status, _told.Stage("transform").StatusDescription));
        Assert.DoesNotContain(_told.All, span => span.DisplayName == "publish");
    }

    [Fact]
    public void LoadThatFails_EndsTheExtractOfTheOtherTable()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<ExtractSlice>(_ => null);
        night.Services.Next<LoadTable>(Faults.Terminal);

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal("running failed", night.Stage(StageNames.Extract));
        Assert.Equal("the load of another table failed", _told.Stage("extract").StatusDescription);
        Assert.DoesNotContain(night.Last<SendNotification>().Summary.Stages, stage => stage is { State: "running", Stage: not StageNames.Notify });
    }

    [Fact]
    public void BlockedNight_IsWhole()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<CheckCandidate>(check => New.VerdictReached(check, passed: false));

        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal(("Blocked", "1 order has negative revenue"), (_told.Root.GetTagItem("etlmesh.outcome"), _told.Root.StatusDescription));
    }

    [Fact]
    public void SuspendedNight_IsToldWhenItEnds()
    {
        var night = NightDriver.Of(Plans.Mesh);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Settle();
        Assert.Equal("Suspended", night.State);
        Assert.Empty(_told.All);
        Pass(night, 3600);

        night.Deliver(New.ResumeRun(Plans.Request(Plans.Mesh)));
        night.Settle();

        _told.AssertWhole(night);
        Assert.Equal(("Completed", TimeSpan.FromHours(1)), (night.State, _told.Stage("transform").Duration));
    }

    [Fact]
    public void NextAttempt_HasATraceOfItsOwn()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Terminal);
        night.Settle();
        var first = _told.Root.TraceId;
        _told.All.Clear();

        night.Say(Plans.Request(Plans.Embedded));
        night.Settle();

        Assert.Equal(("Completed", 2), (night.State, night.Run.Attempt));
        Assert.NotEqual(first, _told.Root.TraceId);
        Assert.Equal(8, _told.All.Count);
    }

    [Fact]
    public void DateThatIsPublished_TellsNothing()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<OpenAttempt>(open => New.AttemptDeclined(open, DeclineReason.AlreadyPublished));

        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Empty(_told.All);
    }

    [Fact]
    public void AnyOrderWithTroubleAndCancel_LeavesNoCommandWithoutItsParent()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            _told.All.Clear();
            var cancel = seed % 3 == 0 ? New.CancelRun(Plans.Request(Plans.Embedded)) : null;

            var night = new ShuffledNight(seed, trouble: 0.2) { Interruption = cancel }.Run(Plans.Embedded).Night;

            _told.AssertWhole(night);
        }
    }

    public void Dispose() => _told.Dispose();

    private static void Pass(NightDriver night, int seconds) => night.Time.MoveTo(night.Time.Now.AddSeconds(seconds));
}
