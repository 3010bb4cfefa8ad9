using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ReadersWhilePublishingTests(PostgresTests server)
{
    private const int Publishes = 200;

    /// <summary>In either order, alone and as a transaction of two: whoever reads never meets a publisher.</summary>
    private static readonly string[] Queries =
    [
        "select (select max(total) from daily_metrics.fct), (select max(total) from daily_metrics.stg)",
        "select (select max(total) from daily_metrics.stg), (select max(total) from daily_metrics.fct)",
        "select f.total, s.total from daily_metrics.stg s full join daily_metrics.fct f on true",
    ];

    [Fact]
    public async Task TwoHundredPublishes_NoStatementMixesReleases_NoDeadlockReachesAReader_GrantsStay()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var role = "reader_" + Uid.New();
        await warehouse.ExecuteAsync($"create role {role}");
        var head = await PublishAsync(warehouse, 0, null, role);

        using var done = new CancellationTokenSource();
        var reads = new int[Queries.Length];
        var readers = Queries.Select((sql, i) => Task.Run(() => ReadAsync(warehouse, sql, role, () => Interlocked.Increment(ref reads[i]), done.Token))).ToList();
        for (var i = 1; i <= Publishes; i++)
        {
            head = await PublishAsync(warehouse, i, head, role);
            if (readers.Find(reader => reader.IsFaulted) is { } failed)
                await failed;
        }

        while (reads.Min() == 0 && readers.TrueForAll(reader => !reader.IsCompleted))
            await Task.Yield();
        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.All(reads, count => Assert.True(count > 0));
        Assert.Equal(Publishes + 1L, await warehouse.ValueAsync("select count(*) from etl.releases"));
        Assert.Equal(true, await warehouse.OthersValueAsync($"select has_table_privilege('{role}', 'daily_metrics.fct', 'select')"));
    }

    private static async Task ReadAsync(PostgresTestWarehouse warehouse, string sql, string role, Action read, CancellationToken until)
    {
        await using var connection = await warehouse.Others.OpenConnectionAsync(CancellationToken.None);
        await using (var become = new NpgsqlCommand($"set role {role}", connection))
            await become.ExecuteNonQueryAsync(CancellationToken.None);
        while (!until.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
            Assert.True(await rows.ReadAsync(CancellationToken.None));
            Assert.Equal(Convert.ToInt64(rows.GetValue(0), null), Convert.ToInt64(rows.GetValue(1), null));
            read();
        }
    }

    /// <summary>A night of two models that hold its number; each third one changes their columns.</summary>
    private static async Task<string> PublishAsync(PostgresTestWarehouse warehouse, int number, string? parent, string role)
    {
        var spec = TestWarehouse.Candidate(parent, [], TestWarehouse.Day.AddDays(number));
        await warehouse.House.Candidates.BeginAsync(spec, default);
        var columns = (number % 3) switch { 0 => "", 1 => ", 'x' as added", _ => ", now() as other, 1 as more" };
        var type = number % 6 < 3 ? "bigint" : "numeric(20,0)";
        await warehouse.BuildAsync(spec, "stg", $"select {number}::{type} as total{columns}");
        await warehouse.BuildAsync(spec, "fct", "select * from {stg}", number % 2 == 0 ? "view" : "table");
        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec)) with { Readers = [role] };
        Assert.Equal(new PublishOutcome(PublishState.Published, release.Release), await warehouse.House.Releases.PublishAsync(release, default));
        return release.Release;
    }
}
