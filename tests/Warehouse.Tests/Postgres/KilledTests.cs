using EtlMesh.Contracts;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

/// <summary>The server loses every connection of the warehouse at each boundary of each effect, and the night is taken up again.</summary>
[Collection(PostgresTests.Name)]
public sealed class KilledTests(PostgresTests server)
{
    private const int MostRetries = 50;

    [Fact]
    public async Task Terminate_AtEachBoundary_ReadersHaveOldOrNewAndTheNightEndsRight()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var boundaries = new List<string>();
        using (new EffectWatch(boundaries.Add))
            await NightAsync(warehouse, 0);

        Assert.Superset(new HashSet<string>(
            from name in new[] { "attempt.open", "segment.fill", "segment.commit", "candidate.begin", "model.build", "model.commit", "candidate.seal", "verdict.record", "release.publish", "release.commit", "attempt.close" }
            from edge in new[] { "start ", "stop " }
            select edge + name), boundaries.ToHashSet());
        var published = boundaries.IndexOf("stop release.commit");
        var killed = 0;
        for (var k = 0; k < boundaries.Count; k++)
        {
            var (seen, left) = (-1L, k);
            using (new EffectWatch(_ =>
            {
                if (left-- != 0)
                    return;
                killed += Terminate(warehouse);
                seen = (long)Now(warehouse, "select total from daily_metrics.fct")!;
            }))
                await NightAsync(warehouse, k + 1);

            Assert.Equal(k < published ? k : k + 1L, seen);
            Assert.Equal(k + 1L, await warehouse.OthersValueAsync("select total from daily_metrics.fct"));
        }

        Assert.True(killed >= boundaries.Count);
        var nights = boundaries.Count + 1L;
        Assert.Equal(nights, await warehouse.OthersValueAsync("select count(*) from etl.releases"));
        Assert.Equal(nights, await warehouse.OthersValueAsync("select count(*) from etl.segments"));
        Assert.Equal(nights, await warehouse.OthersValueAsync("select count(*) from etl.attempts where state = 'completed'"));
        Assert.Equal(nights * 2, await warehouse.OthersValueAsync("select count(*) from etl.models"));
        Assert.Equal(nights, await warehouse.OthersValueAsync("select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'raw__daily_metrics' and c.relkind = 'r'"));
    }

    [Fact]
    public async Task Terminate_InTheMiddleOfALoad_LeavesNothingOfIt()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var spec = TestWarehouse.Segment("id bigint");
        var file = warehouse.Parquet("select i::bigint as id from range(200000) t(i)");
        using (new EffectWatch(at =>
        {
            if (at == "start segment.commit")
                Terminate(warehouse);
        }))
            await Assert.ThrowsAsync<TransientEtlException>(() => warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(file)], default));

        Assert.Equal(0L, await warehouse.OthersValueAsync("select count(*) from etl.segments"));
        Assert.Equal(0L, await warehouse.OthersValueAsync("select count(*) from information_schema.tables where table_schema = 'raw__daily_metrics'"));
        Assert.Equal(200000, (await AgainAsync(() => warehouse.House.Segments.LoadAsync(spec, [warehouse.Landed(file)], default))).Rows);
    }

    [Fact]
    public async Task Terminate_InTheMiddleOfAPublish_IsTransientAndAskedFor()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.PublishAsync(1);
        var day = TestWarehouse.Day.AddDays(1);
        var opening = await warehouse.AttemptAsync(day);
        var (spec, fingerprint) = await warehouse.PrepareAsync(2, day, opening.Parent);
        var release = TestWarehouse.Release(spec, fingerprint);
        using (new EffectWatch(at =>
        {
            if (at == "start release.commit")
                Terminate(warehouse);
        }))
            await Assert.ThrowsAsync<TransientEtlException>(() => warehouse.House.Releases.PublishAsync(release, default));

        Assert.Equal(1L, await warehouse.OthersValueAsync("select total from daily_metrics.fct"));
        Assert.False(await AgainAsync(() => warehouse.House.Releases.InquireAsync(release.Release, giveUp: false, default)));
        Assert.Equal(PublishState.Published, (await AgainAsync(() => warehouse.House.Releases.PublishAsync(release, default))).State);
        Assert.Equal(2L, await warehouse.OthersValueAsync("select total from daily_metrics.fct"));
    }

    /// <summary>A night as its saga would have it: every step again until it is through.</summary>
    private static async Task NightAsync(PostgresTestWarehouse warehouse, int number)
    {
        var day = TestWarehouse.Day.AddDays(number);
        var opening = await AgainAsync(() => warehouse.AttemptAsync(day));
        var segment = TestWarehouse.Segment("id bigint, amount bigint", day: day);
        var file = warehouse.Parquet($"select 1::bigint as id, {number}::bigint as amount");
        var load = await AgainAsync(() => warehouse.House.Segments.LoadAsync(segment, [warehouse.Landed(file)], default));
        var spec = TestWarehouse.Candidate(opening.Parent, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment }], day);
        await AgainAsync(() => warehouse.House.Candidates.BeginAsync(spec, default));
        await AgainAsync(() => warehouse.BuildAsync(spec, "stg", "select * from {source}"));
        await AgainAsync(() => warehouse.BuildAsync(spec, "fct", "select sum(amount)::bigint as total from {stg}", "view"));
        var release = TestWarehouse.Release(spec, await AgainAsync(() => warehouse.JudgeAsync(spec)), $"release{number}");
        var outcome = await AgainAsync(() => warehouse.House.Releases.PublishAsync(release, default));
        Assert.True(outcome.State is PublishState.Published or PublishState.AlreadyHead, outcome.ToString());
        await AgainAsync(async () =>
        {
            await warehouse.House.Attempts.CloseAsync(spec.RunId, spec.Attempt, AttemptState.Completed, default);
            return true;
        });
    }

    internal static async Task<T> AgainAsync<T>(Func<Task<T>> step)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                return await step();
            }
            catch (TransientEtlException) when (retry < MostRetries)
            {
                // As its queue would: the connection was lost, or the pool still had one that was.
            }
        }
    }

    internal static int Terminate(PostgresTestWarehouse warehouse) =>
        Convert.ToInt32(Now(warehouse, "select count(pg_terminate_backend(pid, 60000)) from pg_stat_activity where application_name = 'etlmesh' and datname = current_database()"), null);

    // Within an effect's own thread.
    private static object? Now(PostgresTestWarehouse warehouse, string sql)
    {
        using var connection = new NpgsqlConnection(warehouse.Connection);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
