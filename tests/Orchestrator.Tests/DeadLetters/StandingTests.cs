using EtlMesh.Contracts;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>Each letter against each standing of its run.</summary>
public sealed class StandingTests
{
    private static readonly Guid Id = Plans.Run;

    [Theory]
    [InlineData(typeof(CheckCandidate), "Checking", "quality", 9, ReplayRow.Resent)] // still waited for
    [InlineData(typeof(CheckCandidate), "Checking", "quality", 8, null)] // asked again
    [InlineData(typeof(CheckCandidate), "Publishing", "publish", 8, null)] // past it
    [InlineData(typeof(CheckCandidate), "Suspended", "quality", 8, ReplayRow.Resumed)]
    [InlineData(typeof(CheckCandidate), "Suspended", "transform", 7, null)] // suspended for something else
    [InlineData(typeof(BuildCandidate), "Suspended", "transform", 8, ReplayRow.Resumed)]
    [InlineData(typeof(ProbeSource), "Suspended", "source", 8, ReplayRow.Resumed)]
    [InlineData(typeof(PublishRelease), "Suspended", "inquire", 6, ReplayRow.Resumed)]
    [InlineData(typeof(SendNotification), "Suspended", "quality", 9, ReplayRow.Resent)] // that it is suspended
    [InlineData(typeof(DiscardAttempt), "Compensating", "discard", 9, ReplayRow.Resent)]
    [InlineData(typeof(CheckCandidate), "Compensating", "discard", 8, null)]
    [InlineData(typeof(SendNotification), "Completed", "notify", 9, ReplayRow.Resent)] // nobody was told
    [InlineData(typeof(SendNotification), "Completed", "notify", 8, null)]
    [InlineData(typeof(CheckCandidate), "Completed", "notify", 9, null)]
    [InlineData(typeof(DiscardAttempt), "CompensationFailed", "notify", 8, null)]
    [InlineData(typeof(VerdictReached), "Checking", "quality", null, ReplayRow.Resent)]
    [InlineData(typeof(VerdictReached), "Failed", "notify", null, null)]
    public void Message_AgainstItsRun(Type type, string state, string work, int? step, string? how) =>
        Assert.Equal(how, Of(new LetterContent { Type = type, RunId = Id, Attempt = 1, Step = step }, Run(state, work)).How);

    [Theory]
    [InlineData(typeof(PlanTable), "Planning", 4, null, ReplayRow.Resent)]
    [InlineData(typeof(ExtractSlice), "Extracting", 4, 1, ReplayRow.Resent)]
    [InlineData(typeof(ExtractSlice), "Extracting", 4, 2, null)] // has landed
    [InlineData(typeof(ExtractSlice), "Extracting", 3, 1, null)] // asked again
    [InlineData(typeof(LoadTable), "Loading", 4, null, ReplayRow.Resent)]
    [InlineData(typeof(LoadTable), "Loading", 3, null, null)]
    [InlineData(typeof(LoadTable), "Loaded", 4, null, null)]
    public void TransfersMessage_AgainstItsTransfer(Type type, string state, int step, int? slice, string? how)
    {
        var content = new LetterContent { Type = type, RunId = Id, Attempt = 1, Step = step, Source = "shop", Table = "orders", Slice = slice };

        Assert.Equal(how, Of(content, Run("Transferring", "transfer"), Transfer(state)).How);
    }

    [Theory]
    [InlineData("Failed", ReplayRow.Resumed)]
    [InlineData("Loaded", null)]
    [InlineData("Extracting", ReplayRow.Resent)] // another table's fault suspended the run
    public void SuspendedRun_AgainstTheTablesTransfer(string state, string? how)
    {
        var content = new LetterContent { Type = typeof(ExtractSlice), RunId = Id, Attempt = 1, Step = 4, Source = "shop", Table = "orders", Slice = 1 };

        Assert.Equal(how, Of(content, Run("Suspended", "transfer"), Transfer(state)).How);
    }

    [Fact]
    public void UnknownMessage_IsSentAgain() => Assert.Equal(ReplayRow.Resent, Of(new LetterContent(), null).How);

    [Fact]
    public void UnknownRun_RefusesItsMessages() => Assert.Null(Of(new LetterContent { Type = typeof(CheckCandidate), RunId = Id, Attempt = 1 }, null).How);

    [Fact]
    public void AnotherAttempt_IsRefused() =>
        Assert.Equal("the letter is of attempt 2, the run is at attempt 1; discard the letter", Of(new LetterContent { Type = typeof(VerdictReached), RunId = Id, Attempt = 2 }, Run("Checking", "quality")).Refusal);

    [Fact]
    public void OperatorsWish_IsForWhicheverAttemptIsActive() =>
        Assert.Equal(ReplayRow.Resent, Of(new LetterContent { Type = typeof(CancelRun), RunId = Id, Attempt = 0 }, Run("Checking", "quality")).How);

    [Fact]
    public void AnswerThatOpensTheAttempt_IsOfANumberThatTheRunDoesNotHaveYet()
    {
        var run = Run("Requested", "open");
        (run.Attempt, run.LastAttempt) = (0, 1);

        Assert.Equal(ReplayRow.Resent, Of(new LetterContent { Type = typeof(AttemptOpened), RunId = Id, Attempt = 2 }, run).How);
        Assert.Null(Of(new LetterContent { Type = typeof(AttemptOpened), RunId = Id, Attempt = 1 }, run).How);
    }

    [Theory]
    [InlineData(9, ReplayRow.Resent)]
    [InlineData(8, null)]
    public void Deadline_OnlyWakesTheStepItWasSetIn(int step, string? how) =>
        Assert.Equal(how, Of(new LetterContent { Type = typeof(StageDeadline), SagaId = Id, RunId = Id, Step = step }, Run("Checking", "quality")).How);

    [Theory]
    [InlineData(null, false, ReplayRow.Resent)]
    [InlineData("Checking", false, null)]
    [InlineData("Failed", false, ReplayRow.Resent)]
    [InlineData("Failed", true, null)]
    public void Request_AgainstItsRun(string? state, bool runIsNewer, string? how) =>
        Assert.Equal(how, Standing.Of(new LetterContent { Type = typeof(RequestRun), RunId = Id, Attempt = 0, MessageId = Guid.CreateVersion7() }, state is null ? null : Run(state, "notify"), null, runIsNewer).How);

    private static ReplayPlan Of(LetterContent content, NightlyRunState? run, TableTransferState? transfer = null) => Standing.Of(content, run, transfer, runIsNewer: true);

    private static NightlyRunState Run(string state, string work) => new() { CorrelationId = Id, CurrentState = state, Work = work, Attempt = 1, LastAttempt = 1, Step = 9 };

    private static TableTransferState Transfer(string state) => new()
    {
        CurrentState = state,
        Step = 4,
        Slices = [new SliceProgress { K = 1, Slice = "a", AskedAt = 4 }, new SliceProgress { K = 2, Slice = "b", AskedAt = 4, Landed = new LandedSlice { K = 2, Object = "o", Rows = 1, Bytes = 1, Sha256 = "s", RowsRead = 1, RowsQuarantined = 0, Sums = [] } }],
    };
}
