using EtlMesh.Extractor.Postgres;
using EtlMesh.Pipelines;
using Npgsql;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary><c>snapshot: table</c>: what several connections read is the table at one instant.</summary>
[Collection(PostgresTests.Name)]
public sealed class SnapshotTests(PostgresTests postgres)
{
    private const int Accounts = 40_000;

    /// <summary>Money moves between accounts of different slices all the time, and rows move in the table's file: the sum is the same at each instant, and nowhere else.</summary>
    [Theory]
    [InlineData("t")]
    [InlineData("v")] // a view has no places in a file: it is cut by its key
    public async Task WritersMeanwhile_AreNotSeen(string name)
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server,
            $"create table t (id int primary key, amount bigint not null, filler text); insert into t select i, 100, repeat('x', 50) from generate_series(1, {Accounts}) i; analyze t; create view v as select id, amount, filler from t");
        var table = PostgresNight.Table(name) with { Snapshot = SnapshotMode.Table, Slices = 3, Key = ["id"] };
        using var ended = new CancellationTokenSource();
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var writer = await night.ConnectAsync();
        var writing = Task.Run(() => MoveAsync(writer, moved, ended.Token));
        try
        {
            await moved.Task.WaitAsync(TimeSpan.FromMinutes(2));
            for (var round = 0; round < 3; round++)
            {
                var plan = await night.PlanAsync(table);
                var slice = PostgresSlice.Parse(Assert.Single(plan.Slices));
                Assert.Equal((12, name == "t" ? "ctid" : "id"), (slice.Ranges.Count, Assert.Single(slice.Key).Name));
                var landed = Assert.Single(await night.LandAsync(table, plan));
                Assert.Equal((Accounts, $"{Accounts * 100}"), (landed.Rows, landed.Sums[1].Sum));
            }
        }
        finally
        {
            await ended.CancelAsync();
        }

        Assert.True(await writing > 0);
    }

    [Fact]
    public async Task SeveralTransactions_ShareTheSnapshot()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key); insert into t select generate_series(1, 1000);");
        var connections = new SourceConnections(night.Request(PostgresNight.Table("t")), TimeProvider.System);
        var slice = new PostgresSlice { Ranges = [.. Enumerable.Repeat(KeyRange.All, 9)], Snapshot = true };
        using var transactions = await SliceTransactions.BeginAsync(connections, slice, default);
        Assert.Equal(Math.Min(4, Environment.ProcessorCount), transactions.Count);
        await night.ExecuteAsync("delete from t");
        for (var i = 0; i < transactions.Count; i++)
            Assert.Equal(1000L, (await SourceQuery.RowsAsync(transactions.Take()!.Connection, "select count(*) from t", default))[0][0]);
        Assert.Null(transactions.Take());
    }

    [Fact]
    public async Task SingleConnection_ReadsAll()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int primary key); insert into t select generate_series(1, 10000);", maxConnections: 1);
        Assert.Equal(10_000, Assert.Single(await night.LandAsync(PostgresNight.Table("t") with { Snapshot = SnapshotMode.Table, Slices = 3 })).Rows);
    }

    [Fact]
    public async Task Transaction_OnlyReads()
    {
        await using var night = await PostgresNight.BeginAsync(postgres.Server, "create table t (id int)");
        using var transaction = await SourceTransaction.BeginAsync(await new SourceConnections(night.Request(PostgresNight.Table("t")), TimeProvider.System).OpenAsync(default), null, default);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => SourceQuery.ExecuteAsync(transaction.Connection, "insert into t values (1)", default));
        Assert.Equal("25006", refused.SqlState);
    }

    private static async Task<int> MoveAsync(NpgsqlConnection writer, TaskCompletionSource moved, CancellationToken ended)
    {
        var random = new Random(7);
        var times = 0;
        for (; !ended.IsCancellationRequested; times++)
        {
            await PostgresNight.ExecuteAsync(writer,
                $"begin; update t set amount = amount - 7 where id = {random.Next(1, Accounts / 2)}; update t set amount = amount + 7, filler = filler || 'y' where id = {random.Next(Accounts / 2, Accounts)}; commit");
            moved.TrySetResult();
        }

        return times;
    }
}
