using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>Nights of March 2026 that read windows, and what readers have after them.</summary>
public abstract class LayersConformance : IAsyncLifetime
{
    private static readonly string[] ById = ["id"];
    private static readonly TableWindow First = new() { Until = "2026-03-02 00:00:00" };
    private static readonly TableWindow Second = new() { Lo = "2026-03-01 09:50:00", Until = "2026-03-03 00:00:00" };

    private TestWarehouse warehouse = null!;

    public async Task InitializeAsync() => warehouse = await OpenAsync();

    public async Task DisposeAsync() => await warehouse.DisposeAsync();

    [Fact]
    public async Task Delta_IsLaidOverTheHead()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        var snapshot = await NightAsync(2, ById, "(1, '2026-03-02 08:00:00'), (2, '2026-03-02 09:00:00')", Second);

        Assert.Equal(["1 2026-03-02 08:00:00", "2 2026-03-02 09:00:00"], await RowsAsync());
        Assert.Equal((2, "2026-03-02 09:00:00", new DateOnly(2026, 3, 2)), (snapshot.Tables[0].Segments.Count, snapshot.Tables[0].Hi, snapshot.AsOf));
    }

    [Fact]
    public async Task DeltaWithoutRows_LeavesTheWatermark()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        var snapshot = await NightAsync(2, ById, "", Second);
        Assert.Equal("2026-03-01 10:00:00", snapshot.Tables[0].Hi);
    }

    [Fact]
    public async Task Base_TellsKeyWatermarkDateAndTheRunsOwnWindow()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, ById, "(2, '2026-03-02 09:00:00')", Second);

        var third = Assert.Single((await warehouse.AttemptAsync(Day(3))).Tables);
        Assert.Equal(("seen", "2026-03-02 09:00:00", Day(2), null), (third.Watermark, third.Hi, third.AsOf, third.Window));
        Assert.Equal(ById, third.Key);
        Assert.Equal(Second, Assert.Single((await warehouse.AttemptAsync(Day(2), again: true)).Tables).Window);
        Assert.Equal(First, Assert.Single((await warehouse.AttemptAsync(Day(1), again: true)).Tables).Window);
    }

    [Fact]
    public async Task Base_AfterARevert_TellsWhatIsInEffect()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        var first = (await HeadAsync()).Id;
        await NightAsync(2, ById, "(2, '2026-03-02 09:00:00')", Second);
        await warehouse.House.Releases.RevertAsync(new RevertSpec { Release = Uid.New(), Pipeline = TestWarehouse.Pipeline, Target = first, Parent = (await HeadAsync()).Id, Actor = "ann", Reason = "wrong" }, default);
        await warehouse.House.Releases.ResumeAsync(TestWarehouse.Pipeline, "ann", default);

        var second = Assert.Single((await warehouse.AttemptAsync(Day(2))).Tables);
        Assert.Equal(("2026-03-01 10:00:00", Day(1), null), (second.Hi, second.AsOf, second.Window));
        Assert.Equal(First, Assert.Single((await warehouse.AttemptAsync(Day(1), again: true)).Tables).Window);
    }

    [Fact]
    public async Task WholeTableForAnOlderDate_KeepsNewerRowsTheWatermarkAndTheDate()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00'), (2, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, ById, "(1, '2026-03-02 08:00:00')", Second);
        var again = await NightAsync(1, ById, "(1, '2026-03-01 10:00:00'), (2, '2026-03-01 11:00:00')", First, full: true);

        Assert.Equal(["1 2026-03-02 08:00:00", "2 2026-03-01 11:00:00"], await RowsAsync());
        Assert.Equal((3, "2026-03-02 08:00:00", Day(2)), (again.Tables[0].Segments.Count, again.Tables[0].Hi, again.AsOf));
    }

    [Fact]
    public async Task WholeTableBeyondTheHead_TakesItsPlace()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        var again = await NightAsync(1, ById, "(3, '2026-03-01 11:00:00')", First, full: true);
        Assert.Equal(["3 2026-03-01 11:00:00"], await RowsAsync());
        Assert.Single(again.Tables[0].Segments);
    }

    [Theory]
    [InlineData("10", 1)]
    [InlineData("9", 2)]
    public async Task WholeTableWithoutAnEnd_TakesThePlaceOfAHeadThatIsNotBeyondIt(string hi, int segments)
    {
        await NightAsync(1, ById, "(1, '10')", new TableWindow(), full: true, type: "bigint");
        var again = await NightAsync(1, ById, $"(2, '{hi}')", new TableWindow(), full: true, type: "bigint");
        Assert.Equal((segments, "10"), (again.Tables[0].Segments.Count, again.Tables[0].Hi));
    }

    [Fact]
    public async Task WholeTableByAnotherKey_TakesThePlaceOfAnyHead()
    {
        await NightAsync(2, ById, "(1, '2026-03-02 10:00:00')", First with { Until = "2026-03-03 00:00:00" }, full: true);
        var other = await NightAsync(3, ["seen"], "(1, '2026-03-01 10:00:00')", First, full: true);
        Assert.Single(other.Tables[0].Segments);
    }

    [Fact]
    public async Task DeltaThatBeginsBeyondTheHead_IsRefused()
    {
        await NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => NightAsync(2, ById, "(2, '2026-03-02 09:00:00')", Second with { Lo = "2026-03-01 10:00:01" }));
        Assert.Contains("table shop.orders: it was read from 2026-03-01 10:00:01 on, but release", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Run the night again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAKey_NightsAreAppended()
    {
        await NightAsync(1, [], "(1, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, [], "(2, '2026-03-02 09:00:00')", After("2026-03-01 10:00:00", "2026-03-03"));
        await NightAsync(3, [], "", After("2026-03-02 09:00:00", "2026-03-04"));
        await NightAsync(4, [], "(4, '2026-03-04 09:00:00')", After("2026-03-02 09:00:00", "2026-03-05"));
        Assert.Equal(["1 2026-03-01 10:00:00", "2 2026-03-02 09:00:00", "4 2026-03-04 09:00:00"], await RowsAsync());
    }

    [Fact]
    public async Task WithoutAKey_TheSameWindowTakesItsPlace()
    {
        await NightAsync(1, [], "(1, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, [], "(2, '2026-03-02 09:00:00')", After("2026-03-01 10:00:00", "2026-03-03"));
        await NightAsync(3, [], "(3, '2026-03-03 09:00:00')", After("2026-03-02 09:00:00", "2026-03-04"));

        await NightAsync(2, [], "(2, '2026-03-02 09:00:00'), (5, '2026-03-02 07:00:00')", After("2026-03-01 10:00:00", "2026-03-03"));
        await NightAsync(1, [], "(6, '2026-03-01 10:00:00')", First, full: true);

        Assert.Equal(["2 2026-03-02 09:00:00", "3 2026-03-03 09:00:00", "5 2026-03-02 07:00:00", "6 2026-03-01 10:00:00"], await RowsAsync());
        Assert.Equal("2026-03-03 09:00:00", (await HeadAsync()).Snapshot.Tables[0].Hi);
    }

    [Fact]
    public async Task WithoutAKey_RowsThatAnotherNightMayHave_AreRefused()
    {
        await NightAsync(1, [], "(1, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, [], "(2, '2026-03-02 09:00:00')", After("2026-03-01 10:00:00", "2026-03-03"));
        await NightAsync(3, [], "(3, '2026-03-03 09:00:00')", After("2026-03-02 09:00:00", "2026-03-04"));
        var before = await RowsAsync();

        var late = await Assert.ThrowsAsync<TerminalEtlException>(() => NightAsync(2, [], "(2, '2026-03-02 09:00:00'), (7, '2026-03-02 23:00:00')", After("2026-03-01 10:00:00", "2026-03-03")));
        Assert.Contains("it has no key, and what was read now (from 2026-03-01 10:00:00 up to 2026-03-02 23:00:00) overlaps segment", late.Message, StringComparison.Ordinal);
        var day = new TableWindow { Lo = "2026-03-02 00:00:00", Until = "2026-03-03 00:00:00" };
        await Assert.ThrowsAsync<TerminalEtlException>(() => NightAsync(2, [], "(2, '2026-03-02 09:00:00')", day));

        Assert.Equal(before, await RowsAsync());
    }

    [Theory]
    [InlineData("id")]
    [InlineData(null)]
    public async Task FullRefresh_StartsTheTableAnew(string? key)
    {
        string[] keys = key is null ? [] : [key];
        await NightAsync(1, keys, "(1, '2026-03-01 10:00:00')", First, full: true);
        await NightAsync(2, keys, "(2, '2026-03-02 09:00:00')", After("2026-03-01 10:00:00", "2026-03-03"));

        var anew = await NightAsync(3, keys, "(3, '2026-03-01 09:00:00')", new TableWindow { Until = "2026-03-04 00:00:00" }, full: true, refreshed: true);

        Assert.Equal(["3 2026-03-01 09:00:00"], await RowsAsync());
        Assert.Equal((1, "2026-03-01 09:00:00"), (anew.Tables[0].Segments.Count, anew.Tables[0].Hi));
    }

    [Fact]
    public async Task FullRefreshWithoutAnEnd_TakesThePlaceOfAHeadThatIsBeyondIt()
    {
        await NightAsync(1, ById, "(1, '10')", new TableWindow(), full: true, type: "bigint");
        var anew = await NightAsync(1, ById, "(2, '9')", new TableWindow(), full: true, type: "bigint", refreshed: true);
        Assert.Equal((1, "9"), (anew.Tables[0].Segments.Count, anew.Tables[0].Hi));
    }

    [Fact]
    public async Task FullRefreshThatALaterHeadOvertook_IsRefused()
    {
        await NightAsync(2, ById, "(1, '2026-03-02 10:00:00')", First with { Until = "2026-03-03 00:00:00" }, full: true);
        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => NightAsync(1, ById, "(1, '2026-03-01 10:00:00')", First, full: true, refreshed: true));
        Assert.Contains("it was read whole up to 2026-03-02 00:00:00, but release", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SnapshotFromBeforeWindows_IsRead()
    {
        var snapshot = Json.Read<Snapshot>("""{"tables":[{"source":"shop","table":"orders","hi":"7","columns":[{"name":"id","type":"bigint","nullable":true}],"key":["id"],"watermark":"id","deleted":null,"segments":[{"uid":"a","rows":1,"columns":[]}]}]}""");
        Assert.Null(snapshot.AsOf);
        var segment = Assert.Single(snapshot.Tables[0].Segments);
        Assert.Equal((null, null, null), (segment.Window, segment.Hi, segment.RunId));
    }

    private static DateOnly Day(int day) => new(2026, 3, day);

    private static TableWindow After(string lo, string until) => new() { Lo = lo, AfterLo = true, Until = until + " 00:00:00" };

    private async Task<ReleaseRow> HeadAsync() => (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))!;

    private async Task<IEnumerable<string>> RowsAsync() =>
        (await warehouse.RowsAsync("select id::varchar || ' ' || seen::varchar from daily_metrics.fct order by id")).Select(row => (string)row[0]!);

    /// <summary>A published night of one table with the columns id and seen.</summary>
    /// <param name="rows">As <c>(1, '2026-03-01 10:00:00')</c>; empty for none.</param>
    private async Task<Snapshot> NightAsync(int day, string[] key, string rows, TableWindow window, bool full = false, string type = "timestamp", bool refreshed = false)
    {
        var opening = await warehouse.AttemptAsync(Day(day), again: true);
        var select = $"select id::bigint as id, seen::{type} as seen from (values {(rows.Length == 0 ? "(1, '2026-03-01')" : rows)}) t(id, seen)" + (rows.Length == 0 ? " where false" : "");
        var hi = rows.Length == 0 ? null : rows.Split('\'').Where((_, i) => i % 2 == 1).Max(StringComparer.Ordinal);
        var load = await warehouse.LoadAsync(select, $"id bigint, seen {type}", hi, full, Day(day), opening.Attempt);
        var table = new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment with { Window = window, FullRefresh = refreshed }, Key = key, Watermark = "seen" };
        var spec = TestWarehouse.Candidate(opening.Parent, [table], Day(day), opening.Attempt);
        try
        {
            var snapshot = await warehouse.House.Candidates.BeginAsync(spec, default);
            await warehouse.BuildAsync(spec, "fct", "select * from {source}", "view");
            Assert.Equal(PublishState.Published, (await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec)), default)).State);
            return snapshot;
        }
        finally
        {
            await warehouse.House.Attempts.CloseAsync(spec.RunId, spec.Attempt, AttemptState.Completed, default);
        }
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
