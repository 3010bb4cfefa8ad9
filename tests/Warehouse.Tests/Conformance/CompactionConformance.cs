using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>Nights whose deltas become new bases: readers see no difference, old releases keep what they name.</summary>
public abstract class CompactionConformance : IAsyncLifetime
{
    private static readonly string[] ById = ["id"];
    private static readonly CompactionPolicy Never = new() { Deltas = int.MaxValue, Share = double.MaxValue };
    private static readonly CompactionPolicy AfterOne = Never with { Deltas = 1 };

    private readonly Dictionary<int, Snapshot> snapshots = [];
    private TestWarehouse warehouse = null!;

    public async Task InitializeAsync() => warehouse = await OpenAsync();

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Fact]
    public async Task NinthDelta_MakesANewBase()
    {
        await NightAsync(1, ById, "(1, 0, false, 1), (2, 0, false, 2)", full: true, policy: new CompactionPolicy());
        for (var day = 2; day <= 9; day++)
            await NightAsync(day, ById, $"(1, {day}, false, {day * 10})", policy: new CompactionPolicy());
        Assert.Equal(9, Segments(9).Count);

        await NightAsync(10, ById, "(3, 10, false, 100)", policy: new CompactionPolicy());

        var made = Assert.Single(Segments(10));
        Assert.Equal((3L, "10"), (made.Rows, snapshots[10].Tables[0].Hi));
        Assert.Equal([2, 90, 100], await RowsAsync());
        await NightAsync(11, ById, "(2, 11, false, 110)", policy: new CompactionPolicy());
        Assert.Equal(2, Segments(11).Count);
        Assert.Equal([90, 100, 110], await RowsAsync());
    }

    [Fact]
    public async Task DeltasBeyondTheirShare_MakeANewBase_WhenTheyAreWorthIt()
    {
        var policy = new CompactionPolicy { AtLeast = 2 };
        await NightAsync(1, ById, string.Join(", ", Enumerable.Range(1, 10).Select(id => $"({id}, 0, false, {id})")), full: true, policy: policy);
        await NightAsync(2, ById, "(1, 1, false, 11)", policy: policy);
        await NightAsync(3, ById, "(2, 2, false, 12)", policy: policy);
        Assert.Equal(3, Segments(3).Count);

        await NightAsync(4, ById, "(3, 3, false, 13)", policy: policy);

        Assert.Single(Segments(4));
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11, 12, 13], await RowsAsync());
    }

    [Fact]
    public async Task OlderVersionOfADeletedRow_ReadAgainAfterwards_StaysDeleted()
    {
        await NightAsync(1, ById, "(1, 0, false, 1), (2, 0, false, 2)", full: true);
        await NightAsync(2, ById, "(1, 5, true, 3)");
        await NightAsync(3, ById, "(2, 6, false, 4)");
        Assert.Single(Segments(3));

        await NightAsync(4, ById, "(1, 4, false, 5)", lo: "3");

        Assert.Equal([4], await RowsAsync());
    }

    [Fact]
    public async Task WithoutAKey_ANightThatIsReadAgain_TakesItsPlaceWithinTheBase_AndAnOverlapIsRefused()
    {
        await NightAsync(1, [], "(1, 1, false, 1)", full: true);
        await NightAsync(2, [], "(2, 2, false, 2), (2, 3, false, 3)", lo: "1");
        await NightAsync(3, [], "(3, 5, false, 5)", lo: "3");
        Assert.Equal(3, Assert.Single(Segments(3)).Parts.Count);

        await NightAsync(2, [], "(2, 2, false, 22), (2, 3, false, 33)", lo: "1");
        Assert.Equal([1, 5, 22, 33], await RowsAsync());
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => NightAsync(4, [], "(4, 2, false, 4)", lo: "1", after: false));
        Assert.Contains("it has no key, and what was read now (from 1 up to 2) overlaps segment", refused.Message, StringComparison.Ordinal);

        await NightAsync(4, [], "(4, 9, false, 9)", lo: "5");
        Assert.Equal([1, 5, 9, 22, 33], await RowsAsync());
        Assert.Single(Segments(4));
        await NightAsync(3, [], "(3, 5, false, 55)", lo: "3");
        Assert.Equal([1, 9, 22, 33, 55], await RowsAsync());
    }

    [Fact]
    public async Task RunsOwnWindow_IsKnownAfterItsSegmentIsGone()
    {
        await NightAsync(1, ById, "(1, 0, false, 1)", full: true);
        await NightAsync(2, ById, "(1, 5, false, 2)", lo: "0");
        await NightAsync(3, ById, "(1, 7, false, 3)", lo: "5");
        Assert.Single(Segments(3));
        Assert.Equal("5", Assert.Single((await warehouse.AttemptAsync(Day(3), again: true)).Tables).Window!.Lo);
    }

    [Fact]
    public async Task BegunTwice_MakesOneBase()
    {
        await NightAsync(1, ById, "(1, 0, false, 1)", full: true);
        await NightAsync(2, ById, "(1, 5, false, 2)");
        var spec = await LoadAsync(3, ById, "(1, 7, false, 3)");
        var first = await warehouse.House.Candidates.BeginAsync(spec, default);
        var second = await warehouse.House.Candidates.BeginAsync(spec, default);
        Assert.Equal(first.Tables[0].Segments[0].Uid, second.Tables[0].Segments[0].Uid);
        Assert.Equal(4L, Convert.ToInt64(await warehouse.ValueAsync("select count(*) from etl.segments"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task FailedAttempt_LeavesNothingOfItsBase()
    {
        await NightAsync(1, ById, "(1, 0, false, 1)", full: true);
        await NightAsync(2, ById, "(1, 5, false, 2)");
        var before = await warehouse.ObjectsAsync();
        var spec = await LoadAsync(3, ById, "(1, 7, false, 3)");
        await warehouse.House.Candidates.BeginAsync(spec, default);
        Assert.Equal(before.Count + 4, (await warehouse.ObjectsAsync()).Count);

        await warehouse.House.Candidates.DiscardAsync(spec.RunId, spec.Attempt, default);
        await warehouse.House.Segments.DiscardAsync(spec.RunId, spec.Attempt, default);

        Assert.Equal(before, await warehouse.ObjectsAsync());
        Assert.Equal([2], await RowsAsync());
    }

    [Fact]
    public async Task Revert_GoesBackAcrossANewBase_UntilWhatItWasMadeOfIsSwept()
    {
        await NightAsync(1, ById, "(1, 0, false, 1)", full: true);
        await NightAsync(2, ById, "(1, 5, false, 2)");
        var before = (await HeadAsync()).Id;
        await NightAsync(3, ById, "(1, 7, false, 3)");
        Assert.Equal([3], await RowsAsync());

        Assert.Equal(PublishState.Published, (await RevertAsync(before)).State);
        Assert.Equal([2], await RowsAsync());
        await warehouse.House.Releases.ResumeAsync(TestWarehouse.Pipeline, "ann", default);
        await NightAsync(3, ById, "(1, 7, false, 33)");
        Assert.Equal([33], await RowsAsync());

        await warehouse.House.Releases.SweepAsync(new SweepSpec { Pipeline = TestWarehouse.Pipeline, KeepReleases = 1, KeepFailed = TimeSpan.Zero }, default);
        Assert.Equal([33], await RowsAsync());
        Assert.Equal(PublishState.Refused, (await RevertAsync(before)).State);
        // The base, the segment that it was made of last, and what the run itself left of its first try.
        Assert.True((await warehouse.ObjectsAsync()).Count(name => name.StartsWith("raw__daily_metrics.", StringComparison.Ordinal)) <= 4);
    }

    [Fact]
    public async Task RandomSegments_ShowTheSameRows_HoweverOftenTheyAreCompacted()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            await using var other = await OpenAsync();
            (warehouse, var mine) = (other, warehouse);
            var overlay = RandomOverlay.Of(seed);
            IReadOnlyList<IReadOnlyList<RandomOverlay.Row>> segments = [[new RandomOverlay.Row(9, 0, false, seed)], .. overlay.Segments];
            for (var night = 1; night <= segments.Count; night++)
            {
                var rows = string.Join(", ", segments[night - 1].Select(row => $"({Word(row.Id)}, {Word(row.At)}, {Word(row.Gone)}, {row.N})"));
                await NightAsync(night, ById, rows, full: night == 1, lo: "0", policy: seed % 2 == 0 ? AfterOne : Never with { Deltas = 0 });
                Assert.Equal(new RandomOverlay([.. segments.Take(night)]).Expected(), await RowsAsync());
            }

            warehouse = mine;
        }
    }

    private static string Word(object? value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } word ? word : "null";

    private static DateOnly Day(int day) => new(2026, 3, day);

    private IReadOnlyList<SnapshotSegment> Segments(int day) => snapshots[day].Tables[0].Segments;

    private async Task<ReleaseRow> HeadAsync() => (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))!;

    private async Task<PublishOutcome> RevertAsync(string target) => await warehouse.House.Releases.RevertAsync(
        new RevertSpec { Release = Uid.New(), Pipeline = TestWarehouse.Pipeline, Target = target, Parent = (await HeadAsync()).Id, Actor = "ann", Reason = "wrong" }, default);

    private async Task<IEnumerable<int>> RowsAsync() => (await warehouse.RowsAsync("select n from daily_metrics.fct order by n")).Select(row => (int)row[0]!);

    /// <summary>A night's segment, and its candidate before it is begun.</summary>
    /// <param name="rows">As <c>(id, at, gone, n)</c>; empty for none.</param>
    private async Task<CandidateSpec> LoadAsync(int day, string[] key, string rows, bool full = false, string lo = "0", bool after = true, CompactionPolicy? policy = null)
    {
        var opening = await warehouse.AttemptAsync(Day(day), again: true);
        var select = $"select id::bigint as id, \"at\"::integer as \"at\", gone::boolean as gone, n::integer as n from (values {(rows.Length == 0 ? "(1, 1, false, 1)" : rows)}) t(id, \"at\", gone, n)" + (rows.Length == 0 ? " where false" : "");
        var marks = rows.Split('(').Skip(1).Select(row => row.Split(", ")[1]).Where(mark => mark != "null").Select(mark => int.Parse(mark, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        var hi = marks.Count == 0 ? null : marks.Max().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var load = await warehouse.LoadAsync(select, RandomOverlay.Shape, hi, full, Day(day), opening.Attempt);
        var window = full ? new TableWindow() : new TableWindow { Lo = lo, AfterLo = key.Length == 0 && after };
        var table = new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment with { Window = window }, Key = key, Watermark = "at", Deleted = "gone" };
        return TestWarehouse.Candidate(opening.Parent, [table], Day(day), opening.Attempt) with { Compaction = policy ?? AfterOne };
    }

    private async Task NightAsync(int day, string[] key, string rows, bool full = false, string lo = "0", bool after = true, CompactionPolicy? policy = null)
    {
        var spec = await LoadAsync(day, key, rows, full, lo, after, policy);
        try
        {
            snapshots[day] = await warehouse.House.Candidates.BeginAsync(spec, default);
            await warehouse.BuildAsync(spec, "fct", "select * from {source}", "view");
            Assert.Equal(PublishState.Published, (await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec)), default)).State);
        }
        finally
        {
            await warehouse.House.Attempts.CloseAsync(spec.RunId, spec.Attempt, AttemptState.Completed, default);
        }
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
