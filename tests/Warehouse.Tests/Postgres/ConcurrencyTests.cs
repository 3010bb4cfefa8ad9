using EtlMesh.Contracts;
using EtlMesh.Warehouse.Postgres;
using Npgsql;

namespace EtlMesh.Warehouse.Tests.Postgres;

/// <summary>Several processes on one warehouse: each has a pool of its own.</summary>
[Collection(PostgresTests.Name)]
public sealed class ConcurrencyTests(PostgresTests server)
{
    private const int Processes = 6;

    [Fact]
    public async Task Open_ManyAtOnceOnANewDatabase_OneSchema()
    {
        var connection = await server.Server.CreateDatabaseAsync();
        var houses = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => PostgresWarehouse.OpenAsync(connection, TimeProvider.System, default)));
        await using (var rows = await houses[0].Reader.QueryAsync("select count(*) from etl.schema_version", default))
            Assert.Equal(1L, (await rows.RowsAsync().SingleAsync())[0]);
        foreach (var house in houses)
            await house.DisposeAsync();
    }

    [Fact]
    public async Task Attempt_OpenedByManyAtOnce_IsOne()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var openings = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => warehouse.AttemptAsync()));
            Assert.All(openings, opening => Assert.Equal(attempt, opening.Attempt));
            await warehouse.House.Attempts.CloseAsync(RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day), attempt, AttemptState.Failed, default);
        }

        Assert.Equal(3L, await warehouse.ValueAsync("select count(*) from etl.attempts"));
        Assert.Equal(3L, await warehouse.ValueAsync("select count(*) from etl.audit_log where action = 'attempt.open'"));
    }

    [Fact]
    public async Task Segment_LoadedByManyAtOnce_IsOne()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        var spec = TestWarehouse.Segment("id bigint");
        var files = Enumerable.Range(0, Processes).Select(i => warehouse.Parquet($"select (i + {i})::bigint as id from range(1000) t(i)")).ToList();
        var loads = await WithProcessesAsync(warehouse, (house, i) => house.Segments.LoadAsync(spec, [warehouse.Landed(files[i])], default));
        Assert.All(loads, load => Assert.Equal(loads[0].Sums, load.Sums));
        Assert.Equal(1L, await warehouse.ValueAsync("select count(*) from etl.segments"));
    }

    [Fact]
    public async Task Candidate_BegunSealedAndPublishedByManyAtOnce_IsOne()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        var spec = TestWarehouse.Candidate(null, []);
        await WithProcessesAsync(warehouse, (house, _) => house.Candidates.BeginAsync(spec, default));
        var model = new ModelSpec { Name = "fct", Alias = "fct", Materialization = "table", Sql = "select 5::bigint as total" };
        var built = await WithProcessesAsync(warehouse, (house, _) => house.Candidates.BuildAsync(spec, model, default));
        Assert.Equal(1, built.Count(one => !one.Existing));
        var seals = await WithProcessesAsync(warehouse, (house, _) => house.Candidates.SealAsync(spec, default));
        Assert.Single(seals.Distinct());
        var release = TestWarehouse.Release(spec, await warehouse.JudgeAsync(spec));
        var outcomes = await WithProcessesAsync(warehouse, (house, _) => house.Releases.PublishAsync(release, default));
        Assert.Equal(1, outcomes.Count(outcome => outcome.State == PublishState.Published));
        Assert.Equal(Processes - 1, outcomes.Count(outcome => outcome.State == PublishState.AlreadyHead));
        Assert.Equal(5L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    [Fact]
    public async Task Publish_ManyCandidatesOnOneParent_OneIsPublished()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        var specs = new List<ReleaseSpec>();
        for (var i = 0; i < Processes; i++)
        {
            var (spec, fingerprint) = await warehouse.PrepareAsync(i);
            specs.Add(TestWarehouse.Release(spec, fingerprint));
        }

        var outcomes = await WithProcessesAsync(warehouse, (house, i) => house.Releases.PublishAsync(specs[i], default));
        var published = Assert.Single(Enumerable.Range(0, Processes), i => outcomes[i].State == PublishState.Published);
        Assert.Equal(Processes - 1, outcomes.Count(outcome => outcome.State == PublishState.StaleBase));
        Assert.Equal((long)published, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    [Fact]
    public async Task Publish_WhenAnotherBecomesTheHeadBetweenTwoLooks_IsOfAStaleBase()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        var (one, judged) = await warehouse.PrepareAsync(0);
        var (other, otherJudged) = await warehouse.PrepareAsync(1);
        await using var engine = new Engine(NpgsqlDataSource.Create(warehouse.Connection), TimeProvider.System);
        var proposal = Proposal.Of(TestWarehouse.Release(one, judged), engine);
        var looks = 0;
        var outcome = await new Publishing(engine).RunAsync(
            proposal with
            {
                Decide = async (session, ct) =>
                {
                    var decision = await proposal.Decide(session, ct);
                    if (looks++ == 0)
                        await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(other, otherJudged), ct);
                    return decision;
                },
            },
            "publishing", default);
        Assert.Equal(PublishState.StaleBase, outcome.State);
        Assert.Equal(1L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    [Fact]
    public async Task Inquire_WhileItIsPublished_AgreesWithTheOutcome()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        await warehouse.AttemptAsync();
        for (var i = 0; i < 10; i++)
        {
            var (spec, fingerprint) = await warehouse.PrepareAsync(i, parent: (await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default))?.Id);
            var release = TestWarehouse.Release(spec, fingerprint);
            await using var other = await warehouse.OpenHouseAsync();
            var publish = warehouse.House.Releases.PublishAsync(release, default);
            var known = await other.Releases.InquireAsync(release.Release, giveUp: true, default);
            Assert.Equal(known ? PublishState.Published : PublishState.Refused, (await publish).State);
        }
    }

    [Fact]
    public async Task LoadAndDiscard_OfTwoAttemptsAtOnce_DoNotMeet()
    {
        await using var warehouse = await PostgresTestWarehouse.OpenDatabaseAsync(server);
        for (var i = 0; i < 10; i++)
        {
            var day = TestWarehouse.Day.AddDays(i);
            await warehouse.LoadAsync("select 1::bigint as id", "id bigint", day: day, attempt: 1);
            var discard = warehouse.House.Segments.DiscardAsync(RunId.Of(TestWarehouse.Pipeline, day), 1, default);
            var load = warehouse.LoadAsync("select 2::bigint as id", "id bigint", day: day, attempt: 2);
            await Task.WhenAll(discard, load);
            Assert.Equal("2", (await load).Sums[0].Sum);
            await warehouse.House.Segments.DiscardAsync(RunId.Of(TestWarehouse.Pipeline, day), 2, default);
            Assert.DoesNotContain("raw__daily_metrics", await warehouse.ObjectsAsync());
        }
    }

    private static async Task<T[]> WithProcessesAsync<T>(PostgresTestWarehouse warehouse, Func<IWarehouse, int, Task<T>> work)
    {
        var houses = await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => warehouse.OpenHouseAsync()));
        try
        {
            return await Task.WhenAll(houses.Select((house, i) => Task.Run(() => work(house, i))));
        }
        finally
        {
            foreach (var house in houses)
                await house.DisposeAsync();
        }
    }
}
