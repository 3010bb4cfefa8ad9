using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;
using EtlMesh.Pipelines;
using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>The cap on connections, the limit of the load, and queries that end when the night does.</summary>
[Collection(MariaDbTests.Name)]
public sealed class LoadOnTheSourceTests(MariaDbTests maria)
{
    /// <summary>Gives rows for ever, and slowly.</summary>
    private const string Endless = "create table one (id int primary key); insert into one select seq from seq_1_to_1000; create view t as select a.id, sleep(0.01) as s, repeat('x', 5000) as filler from one a, one b, one c;";

    [Fact]
    public async Task Cancellation_KillsTheQueryOnTheServer()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, Endless);
        var table = MySqlNight.Table("t", "id: int; s: int; filler: varchar");
        var plan = await night.PlanAsync(table);
        using var cancel = new CancellationTokenSource();
        var landing = night.LandAsync(table, plan, cancel.Token);
        await SeenAsync(night, running: true);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => landing);
        await SeenAsync(night, running: false);
    }

    [Fact]
    public async Task QueryThatSomebodyElseKills_IsTransient()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, Endless);
        var table = MySqlNight.Table("t", "id: int; s: int; filler: varchar");
        var landing = night.LandAsync(table, await night.PlanAsync(table));
        await night.ExecuteAsync($"kill query {await SeenAsync(night, running: true)}");
        Assert.Contains("(error 1317)", (await Assert.ThrowsAsync<TransientEtlException>(() => landing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatDiesInTheMiddle_IsTransientAndLeavesNothing()
    {
        await using var server = await MariaDbServer.StartAsync();
        using var night = await MySqlNight.BeginAsync(server, Endless);
        var table = MySqlNight.Table("t", "id: int; s: int; filler: varchar");
        var landing = night.LandAsync(table, await night.PlanAsync(table));
        await SeenAsync(night, running: true);
        await server.CrashAsync();
        Assert.Contains("(error 2013)", (await Assert.ThrowsAsync<TransientEtlException>(() => landing)).Message, StringComparison.Ordinal);
        Assert.Empty(await night.Store.ListAsync("landing/", default).ToListAsync());
    }

    [Fact]
    public async Task Connections_AreNeverMoreThanTheirCap()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key)", maxConnections: 2);
        var address = MySqlAddress.Parse(night.Url, "/");
        // Two processes know nothing of each other but the server.
        var (one, other) = (new ConnectionSlots(address, 2, TimeProvider.System), new ConnectionSlots(address, 2, TimeProvider.System));
        using var first = one.TryOpen(default);
        using var second = other.TryOpen(default);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(one.TryOpen(default));
        var clock = new WatchedClock();
        var waiting = new ConnectionSlots(address, 2, clock).OpenAsync(default);
        await clock.Waited.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.False(waiting.IsCompleted);
        second.Dispose();
        using var third = await waiting.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("1", third.Scalar("select 1"));
    }

    [Fact]
    public async Task Slices_WaitForAConnection()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key); insert into t select seq from seq_1_to_30000", maxConnections: 1);
        var table = MySqlNight.Table("t") with { Slices = 4 };
        var plan = await night.PlanAsync(table);
        var slices = await Task.WhenAll(Enumerable.Range(1, plan.Slices.Count).Select(k => night.LandAsync(table, plan, k)));
        Assert.Equal(30_000, slices.Sum(slice => slice.Rows));
    }

    [Fact]
    public async Task RateOfRequests_IsRefused()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key)");
        night.RateLimit = new RateLimit(10, RateUnit.Requests);
        Assert.Contains("as in `50MB/s`", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(MySqlNight.Table("t")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RateLimit_HoldsTheReaderBack()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key, filler char(100)); insert into t select seq, repeat('x', 100) from seq_1_to_10000", maxConnections: 2);
        var table = MySqlNight.Table("t");
        var plan = await night.PlanAsync(table);
        var clock = new JumpingClock();
        (night.Time, night.RateLimit) = (clock, new RateLimit(100_000, RateUnit.Bytes));
        Assert.Equal(10_000, Assert.Single(await night.LandAsync(table, plan)).Rows);
        // About a megabyte, at one connection's half of 100 kB a second.
        Assert.InRange(clock.Passed.TotalSeconds, 20, 21.5);
    }

    /// <returns>The server's number of the connection that reads.</returns>
    private static async Task<string> SeenAsync(MySqlNight night, bool running)
    {
        var bound = Stopwatch.StartNew();
        while (bound.Elapsed < TimeSpan.FromMinutes(2))
        {
            var id = (await night.ExecuteAsync("select ifnull(max(id), '') from information_schema.processlist where db = database() and info like 'select `id`%'")).Trim();
            if (id.Length > 0 == running)
                return id;
        }

        throw new TimeoutException($"the query is {(running ? "not" : "still")} in the server's list");
    }
}
