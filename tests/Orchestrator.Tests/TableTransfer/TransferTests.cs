using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.TableTransfer;
using EtlMesh.Orchestrator.Tests.Simulation;
using Machine = EtlMesh.Orchestrator.TableTransfer.TableTransferStateMachine;

namespace EtlMesh.Orchestrator.Tests.TableTransfer;

/// <summary>One table: planned into three slices, extracted, loaded; with one retry each.</summary>
public sealed partial class TransferTests
{
    private static readonly RunPlan OneTable = Plans.Embedded with { Tables = [new TablePlan { Source = "shop", Table = "orders" }] };

    [Fact]
    [States(typeof(Machine), Enters = ["Planning", "Extracting", "Loading", "Loaded"], Leaves = ["Planning", "Extracting", "Loading"])]
    public void TransferTable_IsPlannedExtractedAndLoaded()
    {
        var (night, answers) = Held();

        Assert.Equal("Planning", State(night));
        answers.Plan(slices: 3);
        Assert.Equal("Extracting", State(night));
        foreach (var k in new[] { 3, 1, 2 })
            answers.Land(k);
        Assert.Equal("Loading", State(night));
        answers.Load();
        Assert.Equal("Loaded", State(night));

        var transferred = Assert.Single(night.All<TableTransferred>());
        Assert.Equal((33L, 3L, 30L), (transferred.Counts.RowsRead, transferred.Counts.RowsQuarantined, transferred.Counts.RowsLoaded));
        Assert.Equal([1, 2, 3], night.Last<LoadTable>().Slices.Select(slice => slice.K));
        Assert.Equal([(1, 3), (2, 3), (3, 3)], night.All<ExtractSlice>().Select(slice => (slice.K, slice.N)));
        Assert.Single(night.All<TableExtracted>());
    }

    [Fact]
    public void Window_GoesFromThePlanToTheLoad()
    {
        var (night, answers) = Held();
        night.Stores = true;
        var window = new TableWindow { Lo = "2026-11-19 23:00:00", AfterLo = true, Until = "2026-11-21 00:00:00" };

        night.Deliver(New.TablePlanned(night.Last<PlanTable>(), 1) with { Window = window, Full = false });
        answers.Land(1);

        Assert.Equal((window, false), (night.Last<LoadTable>().Window, night.Last<LoadTable>().Full));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AsOfNow_GoesFromTheRunToThePlanningOfEachTable(bool asOfNow)
    {
        var night = NightDriver.Of(Plans.Embedded with { AsOfNow = asOfNow });
        night.Stores = true;
        night.Settle();
        Assert.Equal([asOfNow, asOfNow], night.All<TransferTable>().Select(table => table.AsOfNow));
        Assert.Equal([asOfNow, asOfNow], night.All<PlanTable>().Select(table => table.AsOfNow));
        Assert.All(night.All<LoadTable>(), load => Assert.True(load.Full));
    }

    [Fact]
    public void FullRefresh_PlansATableAsOnItsFirstNight_AndMarksItsSegment()
    {
        var tables = Plans.Embedded.Tables.Select((table, i) => table with { FullRefresh = i == 0 }).ToList();
        var night = NightDriver.Of(Plans.Embedded with { Tables = tables });
        night.Stores = true;
        night.Services.Bases = [.. tables.Select(table => new TableBase { Source = table.Source, Table = table.Table, Hi = "41", Watermark = "id", AsOf = Plans.Date })];
        night.Settle();
        Assert.Equal([null, "41"], night.All<TransferTable>().Select(table => table.Base.Hi));
        Assert.All(night.All<TransferTable>(), table => Assert.Equal(Plans.Date, table.Base.AsOf));
        Assert.Equal([true, false], night.Last<BuildCandidate>().Segments.Select(segment => segment.FullRefresh));
    }

    [Fact]
    public void TableWithoutSlices_LoadsAnEmptySegment()
    {
        var (night, answers) = Held();

        answers.Plan(slices: 0);

        Assert.Equal("Loading", State(night));
        Assert.Empty(night.Last<LoadTable>().Slices);
        answers.Load();
        Assert.Equal("Loaded", State(night));
    }

    [Fact]
    public void SecondResultOfASlice_IsGarbage()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 2);

        answers.Land(1, "first");
        answers.Land(1, "second");
        answers.Land(2, "first");
        answers.Land(2, "second");

        Assert.Equal(["slice-1-first.parquet", "slice-2-first.parquet"], Assert.Single(night.All<LoadTable>()).Slices.Select(slice => slice.Object));
    }

    [Fact]
    public void PlanToldTwice_ExtractsOnce()
    {
        var (night, answers) = Held();

        answers.Plan(slices: 2);
        answers.Plan(slices: 5);

        Assert.Equal(2, night.All<ExtractSlice>().Count);
    }

    [Fact]
    public void LoadedTwice_ReportsOnce()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 0);

        answers.Load();
        answers.Load();

        Assert.Single(night.All<TableTransferred>());
    }

    [Fact]
    public void LoadOfAnotherSegment_IsIgnored()
    {
        var (night, answers) = Held();
        answers.Plan(slices: 0);

        night.Deliver(New.TableLoaded(night.Last<LoadTable>() with { SegmentUid = "other" }));

        Assert.Equal("Loading", State(night));
    }

    [Theory]
    [InlineData("Planning")]
    [InlineData("Extracting")]
    [InlineData("Loading")]
    [States(typeof(Machine), Leaves = ["Failed"])]
    public void FailedTransferThatIsAskedForAgain_GoesOnWhereItWas(string state)
    {
        var (night, answers) = Held();
        if (state != "Planning")
            answers.Plan(slices: state == "Extracting" ? 2 : 0);
        night.Deliver(state switch
        {
            "Planning" => Faults.Terminal(night.Last<PlanTable>()),
            "Extracting" => Faults.Terminal(Slice(night, 1)),
            _ => (object)Faults.Terminal(night.Last<LoadTable>()),
        });
        Assert.Equal("Failed", State(night));
        var again = night.Last<TransferTable>() with { Step = night.Last<TransferTable>().Step + 1 };

        night.Deliver(night.Last<TransferTable>());
        Assert.Equal("Failed", State(night));
        night.Deliver(again);

        Assert.Equal(state, State(night));
    }

    [Theory]
    [InlineData("Planning")]
    [InlineData("Extracting")]
    [InlineData("Loading")]
    [InlineData("Loaded")]
    [InlineData("Failed")]
    [States(typeof(Machine), Enters = ["Discarded"], Leaves = ["Loaded"])]
    public void StopTransfer_DiscardsAndNothingIsAskedAnyMore(string state)
    {
        var (night, answers) = Held();
        if (state is "Extracting" or "Failed")
            answers.Plan(slices: 1);
        if (state is "Loading" or "Loaded")
            answers.Plan(slices: 0);
        if (state == "Loaded")
            answers.Load();
        if (state == "Failed")
            night.Deliver(Faults.Terminal(Slice(night, 1)));
        Assert.Equal(state, State(night));
        var asked = night.All<StageCommand>().Count;

        night.Deliver(Stop(night));
        answers.Plan(slices: 2);
        answers.Land(1);
        night.Deliver(night.Last<TransferTable>());

        Assert.Equal("Discarded", State(night));
        Assert.Equal(asked, night.All<StageCommand>().Count);
        Assert.DoesNotContain(night.Scheduled, pending => !pending.Cancelled && Routes.SagaOf(pending.Message) == Id(night));
    }

    [Fact]
    public void StopTransferThatOvertakes_KeepsTheTransferFromStarting()
    {
        var night = NightDriver.Of(OneTable).To("Transferring");
        var transfer = night.Last<TransferTable>();

        night.Deliver(Stop(night));
        night.Settle();

        Assert.Equal("Discarded", night.Transfer(transfer.Table).CurrentState);
        Assert.Empty(night.All<PlanTable>());
    }

    /// <summary>A transfer whose services answer only when the test says so.</summary>
    private static (NightDriver Night, Answers Answers) Held()
    {
        var night = NightDriver.Of(OneTable);
        night.Services.Next<PlanTable>(_ => null);
        night.Services.Next<ExtractSlice>([.. Enumerable.Repeat<Func<ExtractSlice, object?>>(_ => null, 10)]);
        night.Services.Next<LoadTable>([.. Enumerable.Repeat<Func<LoadTable, object?>>(_ => null, 3)]);
        night.Settle();
        return (night, new Answers(night));
    }

    private static string State(NightDriver night) => night.Transfers.Single().CurrentState;

    private static Guid Id(NightDriver night) => night.Transfers.Single().CorrelationId;

    private static ExtractSlice Slice(NightDriver night, int k) => night.All<ExtractSlice>().Last(slice => slice.K == k);

    private static void Hit<T>(NightDriver night, bool silent, Func<T> command) where T : StageCommand
    {
        if (silent)
            night.Fire<StageDeadline>(Id(night));
        else
            night.Deliver(Faults.Transient(command()));
    }

    private static StopTransfer Stop(NightDriver night)
    {
        var table = night.Last<TransferTable>();
        return new StopTransfer
        {
            RunId = table.RunId,
            Attempt = table.Attempt,
            Pipeline = table.Pipeline,
            RunDate = table.RunDate,
            BundleHash = table.BundleHash,
            Source = table.Source,
            Table = table.Table,
        };
    }

    private sealed class Answers(NightDriver night)
    {
        public void Plan(int slices) => night.Deliver(New.TablePlanned(night.Last<PlanTable>(), slices));

        public void Land(int k, string execution = "first")
        {
            var command = night.All<ExtractSlice>().LastOrDefault(slice => slice.K == k);
            if (command is not null)
                night.Deliver(New.SliceExtracted(command, execution));
        }

        public void Load() => night.Deliver(New.TableLoaded(night.Last<LoadTable>()));
    }
}
