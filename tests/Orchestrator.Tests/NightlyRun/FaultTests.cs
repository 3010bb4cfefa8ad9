using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.NightlyRun.NightlyRunStateMachine;

namespace EtlMesh.Orchestrator.Tests.NightlyRun;

/// <summary>Faults and timeouts of the stages, with one retry each.</summary>
public sealed class FaultTests
{
    [Theory, MemberData(nameof(Trouble.EveryName), MemberType = typeof(Trouble))]
    public void TransientFault_IsAskedAgainAfterTheDelay(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [Faults.TransientOf]);

        night.Settle();

        Assert.Equal(trouble.State, night.State);
        var waiting = Assert.Single(night.Scheduled, pending => !pending.Cancelled);
        Assert.IsType<StageRetryDue>(waiting.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), waiting.Due - night.Time.Now);

        night.Retry();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<RunCompleted>());
    }

    [Theory, MemberData(nameof(Trouble.EveryName), MemberType = typeof(Trouble))]
    public void Deadline_IsAskedAgainAfterTheDelay(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [_ => null]);
        night.Settle();

        night.Fire<StageDeadline>();
        night.Retry();

        Assert.Equal("Completed", night.State);
    }

    [Theory, MemberData(nameof(Trouble.StageNamesToTry), MemberType = typeof(Trouble))]
    [States(typeof(Machine), Enters = ["Compensating", "Failed"], Leaves = ["Compensating"])]
    public void FaultAfterTheRetries_CompensatesAndFails(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [Faults.TransientOf, Faults.TransientOf]);

        night.Settle().Retry();

        Assert.Equal("Failed", night.State);
        var failed = Assert.Single(night.All<RunFailed>());
        Assert.Equal((trouble.Stage, "the server was busy", true), (failed.Stage, failed.Reason, failed.Compensated));
        Assert.Equal(command == "OpenAttempt" ? 0 : 1, night.All<DiscardAttempt>().Count);
        Assert.Equal("Failed", night.Last<SendNotification>().Summary.State);
        Assert.Empty(night.All<PublishRelease>());
    }

    [Theory, MemberData(nameof(Trouble.StageNamesToTry), MemberType = typeof(Trouble))]
    public void TerminalFault_IsNotTriedAgain(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [Faults.TerminalOf]);

        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Equal("the data is bad", Assert.Single(night.All<RunFailed>()).Reason);
        Assert.DoesNotContain(night.Scheduled, pending => pending.Message is StageRetryDue);
    }

    [Theory, MemberData(nameof(Trouble.StageNamesToTry), MemberType = typeof(Trouble))]
    public void SilenceAfterTheRetries_Fails(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [_ => null, _ => null]);
        night.Settle();

        night.Fire<StageDeadline>();
        night.Retry();
        night.Fire<StageDeadline>();
        night.Settle();

        Assert.Equal("Failed", night.State);
        Assert.Contains("no answer within", night.Last<RunFailed>().Reason);
    }

    [Theory, MemberData(nameof(Trouble.EveryName), MemberType = typeof(Trouble))]
    public void FaultToldTwice_CostsOneTry(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        object fault = null!;
        trouble.Next(night.Services, [asked => fault = Faults.TransientOf(asked)]);
        night.Settle();

        night.Deliver(fault);
        night.Fire<StageRetryDue>();
        night.Deliver(fault);
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Theory, MemberData(nameof(Trouble.EveryName), MemberType = typeof(Trouble))]
    public void DeadlineThatFiresLate_ChangesNothing(string command)
    {
        var trouble = Trouble.Named(command);
        var night = NightDriver.Of(Plans.Embedded);
        trouble.Next(night.Services, [Faults.TransientOf]);
        night.Settle();
        var stale = night.Scheduled.Last(pending => pending is { Cancelled: true, Message: StageDeadline }).Message;

        night.Deliver(stale);
        night.Fire<StageRetryDue>();
        night.Deliver(stale);
        night.Settle();

        Assert.Equal("Completed", night.State);
    }

    [Fact]
    public void AnswerThatComesWhileARetryWaits_IsTaken()
    {
        var night = NightDriver.Of(Plans.Embedded);
        object late = null!;
        night.Services.Next<BuildCandidate>(build =>
        {
            late = New.CandidateSealed(build);
            return Faults.Transient(build);
        });
        night.Settle();

        night.Deliver(late);
        night.Settle();

        Assert.Equal("Completed", night.State);
        Assert.Single(night.All<BuildCandidate>());
    }

    [Fact]
    public void RetriedBuild_KeepsItsCandidate()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<BuildCandidate>(Faults.Transient);

        night.Settle().Retry();

        Assert.Equal(2, night.All<BuildCandidate>().Count);
        Assert.Single(night.All<BuildCandidate>().Select(build => build.CandidateUid).Distinct());
    }

    [Fact]
    public void TransfersThatNeverReport_FailTheNight()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Transferring");

        night.Fire<StageDeadline>();
        night.Settle();

        Assert.Equal("Failed", night.State);
    }

    [Fact]
    public void TransferThatFails_FailsTheNightWithItsStageAndReason()
    {
        var night = NightDriver.Of(Plans.Embedded);
        night.Services.Next<LoadTable>(Faults.Terminal);

        night.Settle();

        var failed = Assert.Single(night.All<RunFailed>());
        Assert.Equal((StageNames.Load, "the data is bad"), (failed.Stage, failed.Reason));
        Assert.Equal("running failed", night.Stage(StageNames.Load));
        Assert.Equal("skipped", night.Stage(StageNames.Transform));
        Assert.All(night.Transfers, transfer => Assert.Equal("Discarded", transfer.CurrentState));
    }

    [Fact]
    public void TransferThatCannotBeTaken_FailsTheNight()
    {
        var night = NightDriver.Of(Plans.Embedded).To("Transferring");

        night.Deliver(Faults.Transient(night.Last<TransferTable>()));
        night.Settle();

        Assert.Equal("Failed", night.State);
    }
}
