using EtlMesh.Contracts;
using EtlMesh.Extractor.Postgres;
using EtlMesh.Extractor.Tests.MySql;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>The rows of a window, and no others, leave the server; none that a transaction still holds is passed over.</summary>
[Collection(PostgresTests.Name)]
public sealed class WindowTests(PostgresTests postgres)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("timestamp", "2026-11-19 00:00:00", "2026-11-20 12:00:00.5", false, "2 3 6")]
    [InlineData("timestamp", null, "2026-11-20 12:00:00.5", false, "1 2 3 6")]
    [InlineData("timestamp", "2026-11-20 12:00:00.5", null, false, "4 5 6")]
    [InlineData("timestamp", "2026-11-20 12:00:00.5", null, true, "5 6")]
    [InlineData("timestamptz", "2026-11-19 00:00:00+00", "2026-11-20 13:00:00.5+01", false, "2 3 6")]
    [InlineData("date", "2026-11-19", "2026-11-20", false, "2 6")]
    public async Task Time_IsCompared(string type, string? lo, string? until, bool after, string ids)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"create table t (id int primary key, w {type}); set time zone 'UTC'; insert into t values (1, '2026-11-18 23:59:59.999999'), (2, '2026-11-19'), (3, '2026-11-20 12:00:00.499999'), (4, '2026-11-20 12:00:00.5'), (5, '2026-11-21'), (6, null);");
        Assert.Equal(ids, await ReadAsync(night, new TableWindow { Lo = lo, Until = until, AfterLo = after }));
    }

    [Theory]
    [InlineData("int", "2", "4", false, "2 3")]
    [InlineData("bigint", "2", null, true, "3 4 5")]
    [InlineData("numeric(20,2)", "1.50", "4.00", false, "2 3")]
    [InlineData("text", "2", "4", false, "2 3")]
    public async Task NumberOrText_IsCompared(string type, string? lo, string? until, bool after, string ids)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"create table t (id int primary key, w {type} not null); insert into t select i, i::text::{type} from generate_series(1, 5) i;");
        Assert.Equal(ids, await ReadAsync(night, new TableWindow { Lo = lo, Until = until, AfterLo = after }));
    }

    [Fact]
    public async Task Texts_AreInTheOrderOfTheWarehouse()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, w text collate \"en-x-icu\"); insert into t values (1, 'a'), (2, 'B'), (3, 'ä'), (4, 'a '), (5, null), (6, 'b''x');");
        Assert.Equal("1 3 4 5 6", await ReadAsync(night, new TableWindow { Lo = "a" }));
        Assert.Equal("2 5", await ReadAsync(night, new TableWindow { Until = "a" }));
        Assert.Equal("3 5", await ReadAsync(night, new TableWindow { Lo = "b'x", AfterLo = true }));
    }

    [Fact]
    public async Task WatermarkOfAnotherType_IsComparedByTheReader()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, w text); insert into t values (1, '9'), (2, '10'), (3, '11');");
        var table = PostgresNight.Table("t", "id: int; w: bigint") with { Key = ["id"], Watermark = "w" };
        var plan = await night.PlanAsync(table);
        var landed = Assert.Single(await night.LandAsync(table, Windowed(plan, new TableWindow { Lo = "10", Until = "11" })));
        Assert.Equal((3, 1, 2), (landed.RowsRead, landed.Rows, landed.RowsSkipped));
    }

    [Fact]
    public async Task MissingWatermarkWithoutAKey_IsQuarantined()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, w timestamp); insert into t values (1, '2026-01-01'), (2, null);");
        var slices = await night.LandAsync(PostgresNight.Table("t") with { Watermark = "w" });
        Assert.Equal("column w: no watermark, which a table without a key needs", Assert.Single(await night.QuarantinedAsync(slices))[1]);
    }

    [Fact]
    public async Task Delta_IsCutByItsIndexedWatermark()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            "create table t (id int primary key, w timestamp); create index on t (w); insert into t select i, case when i % 100 > 0 then '2026-01-01'::timestamp + i * interval '1 second' end from generate_series(1, 20000) i; analyze t");
        var table = PostgresNight.Table("t") with { Key = ["id"], Watermark = "w", Slices = 3 };
        var first = await night.PlanAsync(table);
        var plan = await night.PlanAsync(table, Head(first, "2026-01-01 02:00:00") with { Key = ["id"] });
        Assert.Equal("w", Assert.Single(PostgresSlice.Parse(plan.Slices[0]).Key).Name);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(3, slices.Count);
        // From ten minutes before the watermark, and the rows without one.
        Assert.Equal(await night.ScalarAsync<long>("select count(*) from t where w >= '2026-01-01 01:50:00' or w is null"), slices.Sum(slice => slice.Rows));
    }

    /// <summary>A transaction begins first, writes and commits last: over two nights no row is lost.</summary>
    [Theory]
    [InlineData("timestamptz")]
    [InlineData("timestamptz(0)")]
    [InlineData("timestamp")]
    public async Task OpenTransaction_HoldsTheWindowsEndBack(string type)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, $"set time zone 'UTC'; create table t (id int primary key, w {type} not null default now()); insert into t values (1, '2026-01-01')");
        var table = PostgresNight.Table("t") with { Watermark = "w" };
        await using var writer = await night.ConnectAsync();
        await PostgresNight.ExecuteAsync(writer, "set time zone 'UTC'; begin"); // it has written nothing yet, but will with its beginning's time
        await PostgresNight.ExecuteAsync(writer, "select 1");
        await night.ExecuteAsync("insert into t (id) values (3)");
        var plan = await night.PlanAsync(table, night: PostgresNight.Tonight);
        await PostgresNight.ExecuteAsync(writer, "insert into t (id) values (2)");
        await PostgresNight.ExecuteAsync(writer, "commit");

        // What was written beside the open transaction is left to the next night, as is what the transaction wrote.
        var first = Assert.Single(await night.LandAsync(table, plan));
        Assert.Equal(1, first.Rows);
        var later = PostgresNight.Tonight with { RunDate = PostgresNight.Tonight.RunDate.AddDays(1), Now = PostgresNight.Tonight.Now.AddDays(1) };
        await NextSecondsAsync(night);
        var next = await night.PlanAsync(table, Head(plan, first.Hi!) with { AsOf = PostgresNight.Tonight.RunDate }, later);
        Assert.Equal(["2", "3"], (await night.RowsAsync(await night.LandAsync(table, next), next.Columns)).Select(row => row[0]));
    }

    [Fact]
    public async Task OpenTransaction_IsWaitedForWhereTheWatermarkIsANumber()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id bigserial primary key, v int); insert into t (v) values (1);");
        var table = PostgresNight.Table("t") with { Watermark = "id" };
        await using var writer = await night.ConnectAsync();
        await PostgresNight.ExecuteAsync(writer, "begin; insert into t (v) values (2)");
        await night.ExecuteAsync("insert into t (v) values (3)");
        var clock = new WatchedClock();
        night.Time = clock;
        var planning = night.PlanAsync(table);
        await clock.Waited.WaitAsync(Bound);
        Assert.False(planning.IsCompleted);
        await PostgresNight.ExecuteAsync(writer, "commit");
        var plan = await planning.WaitAsync(Bound);
        await night.ExecuteAsync("insert into t (v) values (4)");
        Assert.Equal("4", plan.Reading.Window!.Until);
        Assert.Equal(3, Assert.Single(await night.LandAsync(table, plan)).Rows);
    }

    [Fact]
    public async Task EmptyTableByANumber_LeavesWhatComesToTheNextNight()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id bigserial primary key, v int)");
        var table = PostgresNight.Table("t") with { Watermark = "id", AllowEmpty = true };
        var plan = await night.PlanAsync(table);
        await night.ExecuteAsync("insert into t (v) values (1)");
        Assert.Equal(0, Assert.Single(await night.LandAsync(table, plan)).Rows);
    }

    [Fact]
    public async Task WhoMayNotSeeWhenTransactionsBegan_WaitsForThem()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, w timestamptz not null default now()); insert into t values (1, '2026-01-01'); create role reader login; grant select on t to reader");
        var table = PostgresNight.Table("t") with { Watermark = "w" };
        await using var writer = await night.ConnectAsync();
        await PostgresNight.ExecuteAsync(writer, "begin");
        await PostgresNight.ExecuteAsync(writer, "insert into t (id) values (2)");
        var clock = new WatchedClock();
        (night.User, night.Time) = ("reader", clock);
        var planning = night.PlanAsync(table, night: PostgresNight.Tonight);
        await clock.Waited.WaitAsync(Bound);
        Assert.False(planning.IsCompleted);
        await PostgresNight.ExecuteAsync(writer, "commit");
        Assert.Equal(1, Assert.Single(await night.LandAsync(table, await planning.WaitAsync(Bound))).Rows - await NewAsync());

        // Written more than a second before planning, it is inside; else the next night has it.
        async Task<long> NewAsync() => DateTimeOffset.Parse((await planning).Reading.Window!.Until!, System.Globalization.CultureInfo.InvariantCulture) > await night.ScalarAsync<DateTime>("select w from t where id = 2") ? 1 : 0;
    }

    [Fact]
    public async Task TransactionsThatDoNotEnd_AreTransient()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id bigserial primary key, v int); insert into t (v) values (1)");
        await using var writer = await night.ConnectAsync();
        await PostgresNight.ExecuteAsync(writer, "begin");
        await PostgresNight.ExecuteAsync(writer, "insert into t (v) values (2)");
        night.Time = new JumpingClock();
        var failure = await Assert.ThrowsAsync<TransientEtlException>(() => night.PlanAsync(PostgresNight.Table("t") with { Watermark = "id" }));
        Assert.Contains("grant pg_read_all_stats to", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnReaders_HoldNoWindowBack()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, w timestamptz not null default now()); insert into t values (1, '2026-01-01')");
        using var reader = await SourceTransaction.BeginAsync(await new SourceConnections(night.Request(PostgresNight.Table("t")), TimeProvider.System).OpenAsync(default), null, default);
        await SourceQuery.RowsAsync(reader.Connection, "select 1 from t", default);
        var begun = (DateTime)(await SourceQuery.RowsAsync(reader.Connection, "select now()", default))[0][0]!;
        await NextSecondsAsync(night);
        var plan = await night.PlanAsync(PostgresNight.Table("t") with { Watermark = "w" }, night: PostgresNight.Tonight);
        Assert.True(DateTimeOffset.Parse(plan.Reading.Window!.Until!, System.Globalization.CultureInfo.InvariantCulture) > begun);
    }

    // The server's clock, not the tests': its next seconds, by which a window ends.
    private static Task NextSecondsAsync(PostgresNight night) => night.ExecuteAsync("select pg_sleep(2.1)");

    private static TableBase Head(TablePlanResult plan, string hi) =>
        new() { Source = "s", Table = "t", Hi = hi, Columns = plan.Columns, Watermark = "w", AsOf = new DateOnly(2026, 11, 19) };

    private static TablePlanResult Windowed(TablePlanResult plan, TableWindow window) =>
        plan with { Slices = [.. plan.Slices.Select(slice => (PostgresSlice.Parse(slice) with { Window = window }).ToJson())] };

    private static async Task<string> ReadAsync(PostgresNight night, TableWindow window)
    {
        var table = PostgresNight.Table("t") with { Key = ["id"], Watermark = "w" };
        var plan = await night.PlanAsync(table);
        var slices = await night.LandAsync(table, Windowed(plan, window));
        Assert.Equal(0, slices.Sum(slice => slice.RowsSkipped)); // the server has passed over them
        return string.Join(' ', (await night.RowsAsync(slices, plan.Columns)).Select(row => row[0]));
    }
}
