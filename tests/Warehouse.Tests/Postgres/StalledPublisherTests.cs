using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class StalledPublisherTests(PostgresTests server)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Continued_AfterTheNextAttemptHasPublished_ChangesNothing()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var go = new ManualResetEventSlim();
        var first = Task.Run(async () =>
        {
            using var watch = new EffectWatch(at =>
            {
                if (at != "start release.publish")
                    return;
                stalled.TrySetResult();
                go.Wait(Bound);
            });
            return await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        });
        await stalled.Task.WaitAsync(Bound);

        // The first attempt's process is given up; the next attempt publishes through another one.
        await using var other = await warehouse.OpenHouseAsync();
        await other.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Failed, default);
        var second = await warehouse.PublishAsync(2);
        var before = await StateAsync(warehouse);
        go.Set();

        Assert.Equal(new PublishOutcome(PublishState.StaleBase, second), await first.WaitAsync(Bound));
        Assert.Equal(before, await StateAsync(warehouse));
        Assert.Equal(2L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    [Fact]
    public async Task Continued_AfterItWasGivenUp_ChangesNothing()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var release = TestWarehouse.Release(spec, fingerprint);
        await using var other = await warehouse.OpenHouseAsync();
        var asked = false;
        using (new EffectWatch(at =>
        {
            if (at == "start release.publish")
                asked = !Task.Run(() => other.Releases.InquireAsync(release.Release, giveUp: true, default)).GetAwaiter().GetResult();
        }))
        {
            var outcome = await warehouse.House.Releases.PublishAsync(release, default);
            Assert.Equal((true, PublishState.Refused), (asked, outcome.State));
        }

        Assert.Null(await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default));
    }

    /// <summary>Everything that readers and the next night see.</summary>
    private static async Task<string> StateAsync(PostgresTestWarehouse warehouse) =>
        string.Join('\n', (await warehouse.RowsAsync(
            """
            select 'head ' || pipeline || ' ' || coalesce(release, '') from etl.heads
            union all select 'release ' || id from etl.releases
            union all select 'view ' || schemaname || '.' || viewname || ' ' || definition from pg_views where schemaname = 'daily_metrics'
            order by 1
            """)).Select(row => (string)row[0]!));
}
