using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.TableTransfer;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.TableTransfer.TableTransferStateMachine;

namespace EtlMesh.Orchestrator.Tests.TableTransfer;

/// <content>Slices, plans and loads that fail, or do not answer.</content>
public sealed partial class TransferTests
{
    [Fact]
    public void FaultOfASlice_RetriesThatSliceOnly()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 3);
        answers.Land(1);

        night.Deliver(Faults.Transient(Slice(night, 2)));
        night.Fire<StageRetryDue>(Id(night));

        Assert.Equal([1, 2, 3, 2], night.All<ExtractSlice>().Select(slice => slice.K));
        answers.Land(3);
        answers.Land(2);
        Assert.Equal("Loading", State(night));
    }

    [Fact]
    public void FaultsOfTwoSlices_ShareTheWait()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 3);

        night.Deliver(Faults.Transient(Slice(night, 1)));
        night.Deliver(Faults.Transient(Slice(night, 2)));
        Assert.Single(night.Scheduled, pending => pending is { Message: StageRetryDue });
        night.Fire<StageRetryDue>(Id(night));

        Assert.Equal([1, 2, 3, 1, 2], night.All<ExtractSlice>().Select(slice => slice.K));
    }

    [Fact]
    public void FaultOfASliceToldTwice_CostsOneTry()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 1);
        var fault = Faults.Transient(Slice(night, 1));

        night.Deliver(fault);
        night.Deliver(fault);
        night.Fire<StageRetryDue>(Id(night));
        night.Deliver(fault);

        Assert.Equal("Extracting", State(night));
        Assert.Equal(2, night.All<ExtractSlice>().Count);
    }

    [Fact]
    public void ResultOfAFirstTryAfterTheDeadline_StillWins()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 2);
        answers.Land(1);

        night.Fire<StageDeadline>(Id(night));
        answers.Land(2, "slow");

        Assert.Equal("Loading", State(night));
        Assert.Equal("slice-2-slow.parquet", night.Last<LoadTable>().Slices[1].Object);
        Assert.DoesNotContain(night.Scheduled, pending => pending is { Cancelled: false, Message: StageRetryDue });
    }

    [Fact]
    public void DeadlineOfTheExtract_RetriesWhatIsMissing()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 3);
        answers.Land(2);

        night.Fire<StageDeadline>(Id(night));
        night.Fire<StageRetryDue>(Id(night));

        Assert.Equal([1, 2, 3, 1, 3], night.All<ExtractSlice>().Select(slice => slice.K));
    }

    [Fact]
    [States(typeof(Machine), Enters = ["Failed"])]
    public void SliceThatFailsAfterItsRetries_FailsTheTransfer()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 2);

        night.Deliver(Faults.Transient(Slice(night, 2)));
        night.Fire<StageRetryDue>(Id(night));
        night.Deliver(Faults.Transient(Slice(night, 2)));

        Assert.Equal("Failed", State(night));
        var failed = Assert.Single(night.All<TableTransferFailed>());
        Assert.Equal((StageNames.Extract, "slice 2: the server was busy"), (failed.Stage, failed.Reason));
        Assert.Equal(night.Last<TransferTable>().Step, failed.Step);
    }

    [Fact]
    public void LastSliceThatLandsAfterTheFailure_IsLoadedIntoASegmentOfItsOwn()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 1);
        night.Deliver(Faults.Terminal(Slice(night, 1)));
        answers.Land(1);
        Assert.Equal("Failed", State(night));

        night.Deliver(night.Last<TransferTable>() with { Step = night.Last<TransferTable>().Step + 1 });

        Assert.Equal("Loading", State(night));
        Assert.Equal(32, night.Last<LoadTable>().SegmentUid.Length);
        Assert.Single(night.All<TableExtracted>());
    }

    [Fact]
    public void TerminalFaultOfASlice_FailsAtOnce()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 2);

        night.Deliver(Faults.Terminal(Slice(night, 1)));

        Assert.Equal("Failed", State(night));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PlanThatFails_IsRetriedThenFails(bool silent)
    {
        var (night, _) = Held();

        Hit(night, silent, night.Last<PlanTable>);
        Assert.Equal("Planning", State(night));
        night.Fire<StageRetryDue>(Id(night));
        Hit(night, silent, night.Last<PlanTable>);

        Assert.Equal("Failed", State(night));
        Assert.Equal(2, night.All<PlanTable>().Count);
        Assert.Equal(StageNames.Extract, night.Last<TableTransferFailed>().Stage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoadThatFails_IsRetriedWithTheSameSegmentThenFails(bool silent)
    {
        var (night, answers) = Held();
        answers.Plan(slices: 0);

        Hit(night, silent, night.Last<LoadTable>);
        night.Fire<StageRetryDue>(Id(night));
        Hit(night, silent, night.Last<LoadTable>);

        Assert.Equal("Failed", State(night));
        Assert.Equal(StageNames.Load, night.Last<TableTransferFailed>().Stage);
        Assert.Single(night.All<LoadTable>().Select(load => load.SegmentUid).Distinct());
        Assert.Equal(2, night.All<LoadTable>().Count);
    }

    [Fact]
    public void TerminalFaultOfTheLoad_FailsAtOnce()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 0);

        night.Deliver(Faults.Terminal(night.Last<LoadTable>()));

        Assert.Equal("Failed", State(night));
    }
}
