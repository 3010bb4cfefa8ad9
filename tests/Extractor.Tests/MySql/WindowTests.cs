using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>The rows of a window, and no others, leave the server; none that a transaction still holds is passed over.</summary>
[Collection(MariaDbTests.Name)]
public sealed class WindowTests(MariaDbTests maria)
{
    /// <summary>A night of the server's own day, so that its clock bounds the window.</summary>
    private static PlannedNight Tonight => MySqlNight.Night with { RunDate = new DateOnly(2099, 1, 1), Now = new DateTimeOffset(2099, 1, 2, 2, 0, 0, TimeSpan.Zero) };

    /// <summary>Somebody's statement may have taken its time already, and its transaction is not begun.</summary>
    [Fact]
    public async Task WindowThatNobodyHolds_EndsBeforeTheServersPresent()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w timestamp(6) not null)");
        var plan = await night.PlanAsync(MySqlNight.Table("t") with { Key = ["id"], Watermark = "w" }, night: Tonight);
        var present = await maria.Server.ExecuteAsync("select utc_timestamp() - interval 1 second", night.Database);
        Assert.InRange(plan.Reading.Window!.Until!, "2026-01-01 00:00:00+00", $"{present.Trim()}+00");
    }

    [Theory]
    [InlineData("datetime(6)", "timestamp", "2026-11-19 00:00:00", "2026-11-20 12:00:00.5", "2 3")]
    [InlineData("datetime(6)", "timestamp", null, "2026-11-20 12:00:00.5", "1 2 3")]
    [InlineData("datetime(6)", "timestamp", "2026-11-20 12:00:00.5", null, "4 5")]
    [InlineData("timestamp(6)", "timestamptz", "2026-11-19 00:00:00+00", "2026-11-20 13:00:00.5+01", "2 3")]
    [InlineData("date", "date", "2026-11-19", "2026-11-20", "2")]
    public async Task Time_IsCompared(string declared, string type, string? lo, string? until, string ids)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key, w {declared} not null); set time_zone = '+00:00'; insert into t values (1, '2026-11-18 23:59:59.999999'), (2, '2026-11-19'), (3, '2026-11-20 12:00:00.499999'), (4, '2026-11-20 12:00:00.5'), (5, '2026-11-21');");
        Assert.Equal(ids, await ReadAsync(night, type, new TableWindow { Lo = lo, Until = until }));
    }

    [Theory]
    [InlineData("int", "integer", "2", "4", false, "2 3")]
    [InlineData("bigint unsigned", "ubigint", "2", null, true, "3 4 5")]
    [InlineData("decimal(20,2)", "decimal(20,2)", "1.50", "4.00", false, "2 3")]
    [InlineData("varchar(9)", "varchar", "2", "4", false, "2 3")]
    public async Task NumberOrText_IsCompared(string declared, string type, string? lo, string? until, bool after, string ids)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key, w {declared} not null); insert into t values (1, 1), (2, 2), (3, 3), (4, 4), (5, 5);");
        Assert.Equal(ids, await ReadAsync(night, type, new TableWindow { Lo = lo, Until = until, AfterLo = after }));
    }

    [Fact]
    public async Task Texts_AreInTheOrderOfTheWarehouse()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w varchar(9) collate utf8mb4_unicode_ci); insert into t values (1, 'a'), (2, 'B'), (3, 'ä'), (4, 'a '), (5, null), (6, 'b''x');");
        Assert.Equal("1 3 4 5 6", await ReadAsync(night, "varchar", new TableWindow { Lo = "a" }));
        Assert.Equal("2 5", await ReadAsync(night, "varchar", new TableWindow { Until = "a" }));
        Assert.Equal("3 5", await ReadAsync(night, "varchar", new TableWindow { Lo = "b'x", AfterLo = true }));
    }

    [Theory]
    [InlineData(InvalidDates.Quarantine, "2 3", 2)]
    [InlineData(InvalidDates.Null, "2 3 4 5", 0)]
    public async Task DatesThatAreNone_AreInEveryWindow(InvalidDates policy, string ids, int quarantined)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "set sql_mode = 'ALLOW_INVALID_DATES'; create table t (id int primary key, w datetime); insert into t values (1, '2026-01-01'), (2, '2026-11-20'), (3, null), (4, '0000-00-00'), (5, '0000-00-00');");
        var slices = new List<LandedSlice>();
        Assert.Equal(ids, await ReadAsync(night, "timestamp", new TableWindow { Lo = "2026-11-19 00:00:00" }, policy, slices));
        Assert.Equal(quarantined, slices.Sum(slice => slice.RowsQuarantined));
    }

    [Fact]
    public async Task BrokenDates_AreQuarantinedWithTheReasonOrStopTheNight()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "set sql_mode = 'ALLOW_INVALID_DATES'; create table t (id int primary key, d date, m datetime(3)); insert into t values (1, '2026-02-31', null), (2, '2026-00-00', null), (3, null, '0000-00-00'), (4, '2026-01-01', '2026-01-01');");
        var table = MySqlNight.Table("t");
        var slices = await night.LandAsync(table);
        Assert.Equal((4, 1, 3), (slices[0].RowsRead, slices[0].Rows, slices[0].RowsQuarantined));
        Assert.Equal(
            ["column d: `2026-02-31` is not a DATE", "column d: `2026-00-00` is not a DATE", "column m: `0000-00-00 00:00:00.000` is not a TIMESTAMP"],
            (await night.QuarantinedAsync(slices)).Select(row => (string)row[1]!));
        var nulls = await night.LandAsync(table with { InvalidDates = InvalidDates.Null });
        Assert.Equal((4, 4, 0), (nulls[0].RowsRead, nulls[0].Rows, nulls[0].RowsQuarantined));
        Assert.Contains("`invalid_dates: fail` is set", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.LandAsync(table with { InvalidDates = InvalidDates.Fail }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingWatermarkWithoutAKey_IsQuarantined()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w datetime); insert into t values (1, '2026-01-01'), (2, null);");
        var slices = await night.LandAsync(MySqlNight.Table("t") with { Watermark = "w" });
        Assert.Equal("column w: no watermark, which a table without a key needs", Assert.Single(await night.QuarantinedAsync(slices))[1]);
    }

    [Fact]
    public async Task Delta_IsCutByItsIndexedWatermark()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w datetime null, key (w)); insert into t select seq, if(seq % 100 = 0, null, '2026-01-01' + interval seq second) from seq_1_to_20000;");
        var table = MySqlNight.Table("t") with { Key = ["id"], Watermark = "w", Slices = 3 };
        var first = await night.PlanAsync(table);
        var head = new TableBase { Source = "s", Table = "t", Hi = "2026-01-01 02:00:00", Columns = first.Columns, Key = ["id"], Watermark = "w", AsOf = new DateOnly(2026, 11, 19) };
        var plan = await night.PlanAsync(table, head);
        Assert.Equal("w", Assert.Single(MySqlSlice.Parse(plan.Slices[0]).Key).Name);
        var slices = await night.LandAsync(table, plan);
        Assert.Equal(3, slices.Count);
        // From ten minutes before the watermark, and the rows without one.
        Assert.Equal((long.Parse(await night.ExecuteAsync("select count(*) from t where w >= '2026-01-01 01:50:00' or w is null"))), slices.Sum(slice => slice.Rows));
    }

    [Fact]
    public async Task OpenTransaction_HoldsTheWindowsEndBack()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w timestamp(6) not null default current_timestamp(6)); insert into t values (1, '2026-01-01');");
        var table = MySqlNight.Table("t") with { Watermark = "w" };
        using var writer = Writer(night);
        writer.Execute("start transaction");
        writer.Execute("insert into t (id) values (2)");
        await night.ExecuteAsync("insert into t (id) values (3)");
        var plan = await night.PlanAsync(table, night: Tonight);
        writer.Execute("commit");

        // What was written beside the open transaction is left to the next night, as is what the transaction wrote.
        var slices = await night.LandAsync(table, plan);
        Assert.DoesNotContain(await night.RowsAsync(slices, plan.Columns), row => row[0] is "2" or "3");
        var head = new TableBase { Source = "s", Table = "t", Hi = slices[0].Hi ?? plan.Reading.Window!.Until, Columns = plan.Columns, Watermark = "w", AsOf = Tonight.RunDate };
        Assert.Equal(3, slices[0].Rows + Assert.Single(await night.LandAsync(table, await NextAsync())).Rows);

        // The window ends a second before the server's clock: it has to pass what was written.
        async Task<TablePlanResult> NextAsync()
        {
            var written = await night.ExecuteAsync("select max(convert_tz(w, @@session.time_zone, '+00:00')) from t");
            TablePlanResult next;
            do
                next = await night.PlanAsync(table, head, Tonight);
            while (string.CompareOrdinal(next.Reading.Window!.Until, written.Trim()) <= 0);
            return next;
        }
    }

    [Fact]
    public async Task OpenTransaction_IsWaitedForWhereTheWatermarkIsANumber()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key auto_increment, v int); insert into t (v) values (1);");
        var table = MySqlNight.Table("t") with { Watermark = "id" };
        using var writer = Writer(night);
        writer.Execute("start transaction");
        writer.Execute("insert into t (v) values (2)");
        await night.ExecuteAsync("insert into t (v) values (3)");
        var clock = new WatchedClock();
        night.Time = clock;
        var planning = night.PlanAsync(table);
        await clock.Waited.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.False(planning.IsCompleted);
        writer.Execute("commit");
        var plan = await planning;
        Assert.Equal("4", plan.Reading.Window!.Until);
        Assert.Equal(3, Assert.Single(await night.LandAsync(table, plan)).Rows);
    }

    [Fact]
    public async Task WhoMayNotSeeTransactions_ReadsUpToNow()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, w timestamp(6) not null); insert into t values (1, '2026-01-01');");
        await night.ExecuteAsync($"create user {night.Database}@'%' identified by 'x'; grant select on {night.Database}.* to {night.Database}@'%';");
        (night.User, night.Password) = (night.Database, "x");
        foreach (var watermark in (string[])["w", "id"])
            Assert.Equal(1, Assert.Single(await night.LandAsync(MySqlNight.Table("t") with { Watermark = watermark })).Rows);
    }

    private static MySqlConnection Writer(MySqlNight night)
    {
        var writer = MySqlConnection.Open(MySqlAddress.Parse(night.Url, "/"));
        writer.Execute("set session transaction read write");
        return writer;
    }

    private static async Task<string> ReadAsync(MySqlNight night, string type, TableWindow window, InvalidDates invalidDates = InvalidDates.Quarantine, List<LandedSlice>? landed = null)
    {
        var table = MySqlNight.Table("t") with { Key = ["id"], Watermark = "w", InvalidDates = invalidDates };
        var plan = await night.PlanAsync(table);
        Assert.Equal(type, plan.Columns[1].Type);
        var slices = await night.LandAsync(table, plan with { Slices = [.. plan.Slices.Select(slice => (MySqlSlice.Parse(slice) with { Window = window }).ToJson())] });
        landed?.AddRange(slices);
        Assert.Equal(0, slices.Sum(slice => slice.RowsSkipped)); // the server has passed over them
        return string.Join(' ', (await night.RowsAsync(slices, plan.Columns)).Select(row => row[0]));
    }
}
