using EtlMesh.Contracts;
using EtlMesh.Extractor.Postgres;
using EtlMesh.Extractor.Tests.MySql;
using EtlMesh.Pipelines;
using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>The cap on connections, the limit of the load, and statements that end when the night does.</summary>
[Collection(PostgresTests.Name)]
public sealed class LoadOnTheSourceTests(PostgresTests postgres)
{
    /// <summary>Gives some rows, then none for an hour.</summary>
    private const string Endless = "create view t as select i as id, case when i > 5000 then pg_sleep(3600)::text end as s from (select generate_series(1, 10000) as i) as n";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Cancellation_EndsTheStatementOnTheServer()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, Endless);
        var table = PostgresNight.Table("t");
        var plan = await night.PlanAsync(table);
        using var cancel = new CancellationTokenSource();
        var landing = night.LandAsync(table, plan, cancel.Token);
        await night.SeenAsync(running: true);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => landing.WaitAsync(Bound));
        await night.SeenAsync(running: false);
    }

    [Fact]
    public async Task StatementThatSomebodyElseEnds_IsTransient()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, Endless);
        var table = PostgresNight.Table("t");
        var landing = night.LandAsync(table, await night.PlanAsync(table));
        await night.ExecuteAsync($"select pg_cancel_backend({await night.SeenAsync(running: true)})");
        Assert.Contains("(57014)", (await Assert.ThrowsAsync<TransientEtlException>(() => landing.WaitAsync(Bound))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatDiesInTheMiddle_IsTransientAndLeavesNothing()
    {
        await using var own = await PostgresServer.StartAsync();
        await using var night = await PostgresNight.BeginAsync(own, Endless);
        var table = PostgresNight.Table("t");
        var landing = night.LandAsync(table, await night.PlanAsync(table));
        await night.SeenAsync(running: true);
        await own.CrashAsync();
        await Assert.ThrowsAsync<TransientEtlException>(() => landing.WaitAsync(Bound));
        Assert.Empty(await night.Store.ListAsync("landing/", default).ToListAsync());
        await own.ReturnAsync();
    }

    [Fact]
    public async Task Connections_AreNeverMoreThanTheirCap()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key)", maxConnections: 2);
        var source = night.Request(PostgresNight.Table("t"));
        // Two processes know nothing of each other but the server.
        var (one, other) = (new SourceConnections(source, TimeProvider.System), new SourceConnections(source, TimeProvider.System));
        await using var first = await one.TryOpenAsync(default);
        await using var second = await other.TryOpenAsync(default);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(await one.TryOpenAsync(default));
        await using var neighbour = await new SourceConnections(source with { Definition = source.Definition with { Name = "neighbour" } }, TimeProvider.System).TryOpenAsync(default);
        Assert.NotNull(neighbour);

        var clock = new WatchedClock();
        var waiting = new SourceConnections(source, clock).OpenAsync(default);
        await clock.Waited.WaitAsync(Bound);
        Assert.False(waiting.IsCompleted);
        await second.DisposeAsync();
        await using var third = await waiting.WaitAsync(Bound);
        Assert.Equal(1, (await SourceQuery.RowsAsync(third, "select 1", default))[0][0]);
    }

    [Fact]
    public async Task Slices_WaitForAConnection()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key); insert into t select generate_series(1, 30000); analyze t", maxConnections: 1);
        var table = PostgresNight.Table("t") with { Slices = 4 };
        var plan = await night.PlanAsync(table);
        var slices = await Task.WhenAll(Enumerable.Range(1, plan.Slices.Count).Select(k => night.LandAsync(table, plan, k)));
        Assert.Equal((4, 30_000L), (slices.Length, slices.Sum(slice => slice.Rows)));
    }

    [Fact]
    public async Task RateOfRequests_IsRefused()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key)");
        night.RateLimit = new RateLimit(10, RateUnit.Requests);
        Assert.Contains("as in `50MB/s`", (await Assert.ThrowsAsync<TerminalEtlException>(() => night.PlanAsync(PostgresNight.Table("t")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RateLimit_HoldsTheReaderBack()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key, filler text); insert into t select i, repeat('x', 100) from generate_series(1, 10000) i", maxConnections: 2);
        var table = PostgresNight.Table("t");
        var plan = await night.PlanAsync(table);
        var clock = new JumpingClock();
        (night.Time, night.RateLimit) = (clock, new RateLimit(100_000, RateUnit.Bytes));
        Assert.Equal(10_000, Assert.Single(await night.LandAsync(table, plan)).Rows);
        // 114 bytes a row on the wire, at one connection's half of 100 kB a second.
        Assert.Equal(22.8, clock.Passed.TotalSeconds, 0.1);
    }
}
