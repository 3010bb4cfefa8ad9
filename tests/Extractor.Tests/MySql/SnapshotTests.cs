using EtlMesh.Contracts;
using EtlMesh.Extractor.MySql;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary><c>snapshot: table</c>: what several connections read is the table at one instant.</summary>
[Collection(MariaDbTests.Name)]
public sealed class SnapshotTests(MariaDbTests maria)
{
    private const int Accounts = 40_000;

    /// <summary>Money moves between accounts of different slices all the time: its sum is the same at each instant, and nowhere else.</summary>
    [Fact]
    public async Task WritersMeanwhile_AreNotSeen()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, $"create table t (id int primary key, amount bigint not null, filler char(100) default 'x'); insert into t select seq, 100, 'x' from seq_1_to_{Accounts}; analyze table t;");
        var table = MySqlNight.Table("t") with { Snapshot = SnapshotMode.Table, Slices = 3 };
        var ended = new ManualResetEventSlim();
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(() => Move(night, moved, ended));
        try
        {
            await moved.Task.WaitAsync(TimeSpan.FromMinutes(2));
            for (var round = 0; round < 3; round++)
            {
                var plan = await night.PlanAsync(table);
                Assert.Equal(12, MySqlSlice.Parse(Assert.Single(plan.Slices)).Ranges.Count);
                var landed = Assert.Single(await night.LandAsync(table, plan));
                Assert.Equal((Accounts, $"{Accounts * 100}"), (landed.Rows, landed.Sums[1].Sum));
            }
        }
        finally
        {
            ended.Set();
        }

        Assert.True(await writing > 0);
    }

    [Fact]
    public async Task SeveralConnections_ShareTheSnapshot()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key); insert into t select seq from seq_1_to_1000;");
        var address = MySqlAddress.Parse(night.Url, "/");
        var slots = new ConnectionSlots(address, 4, TimeProvider.System);
        var first = await slots.OpenAsync(default);
        var table = MySqlTable.Of(first, address, MySqlNight.Table("t"), default);
        using var connections = SliceConnections.Snapshot(first, slots, table, 4, default);
        Assert.Equal(3, connections.Count);
        await night.ExecuteAsync("delete from t");
        for (var i = 0; i < 3; i++)
            Assert.Equal("1000", connections.Take()!.Scalar("select count(*) from t"));
        Assert.Null(connections.Take());
    }

    [Theory]
    [InlineData("revoke lock tables on {0}.* from {0}@'%'")]
    [InlineData("do 0")]
    public async Task WhoMayNotLock_OrHasNoConnections_ReadsByOne(string statement)
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key); insert into t select seq from seq_1_to_1000;", maxConnections: statement == "do 0" ? 2 : 4);
        await night.ExecuteAsync($"create user {night.Database}@'%' identified by 'x'; grant select, lock tables on {night.Database}.* to {night.Database}@'%'; {string.Format(statement, night.Database)};");
        (night.User, night.Password) = (night.Database, "x");
        Assert.Equal(1000, Assert.Single(await night.LandAsync(MySqlNight.Table("t") with { Snapshot = SnapshotMode.Table, Slices = 3 })).Rows);
    }

    [Fact]
    public async Task TableOfAnEngineWithoutSnapshots_IsReadInOneStatement()
    {
        using var night = await MySqlNight.BeginAsync(maria.Server, "create table t (id int primary key) engine = myisam; insert into t select seq from seq_1_to_1000;");
        var table = MySqlNight.Table("t") with { Snapshot = SnapshotMode.Table, Slices = 3 };
        var plan = await night.PlanAsync(table);
        Assert.Equal(KeyRange.All, Assert.Single(MySqlSlice.Parse(Assert.Single(plan.Slices)).Ranges));
        Assert.Equal(1000, Assert.Single(await night.LandAsync(table, plan)).Rows);
    }

    private static int Move(MySqlNight night, TaskCompletionSource moved, ManualResetEventSlim ended)
    {
        using var writer = MySqlConnection.Open(MySqlAddress.Parse(night.Url, "/"));
        writer.Execute("set session transaction read write");
        var random = new Random(7);
        var times = 0;
        for (; !ended.IsSet; times++)
        {
            writer.Execute("start transaction");
            writer.Execute($"update t set amount = amount - 7 where id = {random.Next(1, Accounts / 2)}");
            writer.Execute($"update t set amount = amount + 7 where id = {random.Next(Accounts / 2, Accounts)}");
            writer.Execute("commit");
            moved.TrySetResult();
        }

        return times;
    }
}
