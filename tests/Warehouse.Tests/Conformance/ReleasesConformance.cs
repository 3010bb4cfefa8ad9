using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class ReleasesConformance
{
    private const string Total = "select total from daily_metrics.fct";

    [Fact]
    public async Task Publish_FirstNight_ReadersSeeIt()
    {
        await using var warehouse = await OpenAsync();
        var release = await warehouse.PublishAsync(7);
        Assert.Equal(7L, await warehouse.ValueAsync(Total));
        var head = await warehouse.House.Releases.HeadAsync(TestWarehouse.Pipeline, default);
        Assert.Equal((release, "night", true, (string?)null), (head!.Id, head.Kind, head.IsHead, head.Parent));
        Assert.Equal(["fct", "stg"], head.Models.Select(model => model.Name));
        Assert.Equal(1L, await warehouse.ValueAsync("select count(*) from etl.lineage"));
    }

    [Fact]
    public async Task Publish_TwoCandidatesOnOneParent_SecondIsStale()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        var one = await warehouse.PrepareAsync(1);
        var two = await warehouse.PrepareAsync(2);
        var outcomes = await Task.WhenAll(
            warehouse.House.Releases.PublishAsync(TestWarehouse.Release(one.Candidate, one.Fingerprint), default),
            warehouse.House.Releases.PublishAsync(TestWarehouse.Release(two.Candidate, two.Fingerprint), default));
        Assert.Equal([PublishState.Published, PublishState.StaleBase], outcomes.Select(outcome => outcome.State).Order());
        Assert.Equal(outcomes[0].Head, outcomes[1].Head);
    }

    [Fact]
    public async Task Publish_SameReleaseAgain_AlreadyHead()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var release = TestWarehouse.Release(spec, fingerprint);
        await warehouse.House.Releases.PublishAsync(release, default);
        var again = await warehouse.House.Releases.PublishAsync(release, default);
        Assert.Equal(new PublishOutcome(PublishState.AlreadyHead, release.Release), again);
    }

    [Fact]
    public async Task Publish_VerdictFailed_PreviousReleaseStays()
    {
        await using var warehouse = await OpenAsync();
        var first = await warehouse.PublishAsync(1);
        var opening = await warehouse.AttemptAsync(TestWarehouse.Day.AddDays(1));
        var (spec, fingerprint) = await warehouse.PrepareAsync(-1, TestWarehouse.Day.AddDays(1), opening.Parent, passed: false);
        var outcome = await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        Assert.Equal((PublishState.Refused, first), (outcome.State, outcome.Head));
        Assert.Contains("revenue is negative", outcome.Reason);
        Assert.Equal(1L, await warehouse.ValueAsync(Total));
    }

    [Fact]
    public async Task Publish_OtherFingerprintOrNoVerdict_Refused()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        var (spec, _) = await warehouse.PrepareAsync(1);
        Assert.Equal(PublishState.Refused, (await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, "other"), default)).State);
        var unchecked_ = TestWarehouse.Candidate(null, []);
        await warehouse.House.Candidates.BeginAsync(unchecked_, default);
        var fingerprint = await warehouse.House.Candidates.SealAsync(unchecked_, default);
        var outcome = await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(unchecked_, fingerprint), default);
        Assert.Contains("no verdict", outcome.Reason);
    }

    [Fact]
    public async Task Publish_ModelGone_ItsViewIsRemovedAndForeignOnesStay()
    {
        await using var warehouse = await OpenAsync();
        var parent = await warehouse.PublishAsync(1);
        await warehouse.ExecuteAsync("create view daily_metrics.mine as select 5 as five");
        var day = TestWarehouse.Day.AddDays(1);
        await warehouse.AttemptAsync(day);
        var load = await warehouse.LoadAsync("select 1::bigint as id", "id bigint", day: day);
        var spec = TestWarehouse.Candidate(parent, [new CandidateTable { Source = "shop", Table = "orders", Segment = load.Segment }], day);
        await warehouse.House.Candidates.BeginAsync(spec, default);
        await warehouse.BuildAsync(spec, "fct", "select 2::bigint as total");
        await warehouse.BuildAsync(spec, "extra", "select 3 as three", schema: "finance");
        var fingerprint = await warehouse.JudgeAsync(spec);
        await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        var objects = await warehouse.ObjectsAsync();
        Assert.Equal(["daily_metrics.fct", "daily_metrics.mine", "daily_metrics_finance.extra"],
            objects.Where(name => name.StartsWith("daily_metrics.", StringComparison.Ordinal) || name.StartsWith("daily_metrics_finance.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Publish_ForeignObjectInTheWay_RefusedByName()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.ExecuteAsync("create schema daily_metrics; create table daily_metrics.fct (mine integer)");
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var outcome = await warehouse.House.Releases.PublishAsync(TestWarehouse.Release(spec, fingerprint), default);
        Assert.Equal(PublishState.Refused, outcome.State);
        Assert.Contains("daily_metrics.fct", outcome.Reason);
    }

    [Fact]
    public async Task Publish_WhileReadersRead_NoStatementMixesReleases()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.PublishAsync(0);
        using var done = new CancellationTokenSource();
        var reads = 0;
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                // The view and the table below it, each through its published name, in one statement.
                var row = (await warehouse.RowsAsync("select (select total from daily_metrics.fct), (select sum(amount)::bigint from daily_metrics.stg)")).Single();
                Assert.Equal(row[0], row[1]);
                Interlocked.Increment(ref reads);
            }
        });
        for (var i = 1; i <= 10 || Volatile.Read(ref reads) == 0; i++)
            await warehouse.PublishAsync(i, TestWarehouse.Day.AddDays(i));
        await done.CancelAsync();
        await reader;
        Assert.True(reads > 0);
    }

    [Fact]
    public async Task Inquire_GivenUp_LaterPublishIsRefused()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.AttemptAsync();
        var (spec, fingerprint) = await warehouse.PrepareAsync(1);
        var release = TestWarehouse.Release(spec, fingerprint);
        Assert.False(await warehouse.House.Releases.InquireAsync(release.Release, giveUp: true, default));
        Assert.Equal(PublishState.Refused, (await warehouse.House.Releases.PublishAsync(release, default)).State);
        Assert.False(await warehouse.House.Releases.InquireAsync(release.Release, giveUp: false, default));
    }

    [Fact]
    public async Task Revert_OlderRelease_IsReadAgainAndHoldsThePipeline()
    {
        await using var warehouse = await OpenAsync();
        var first = await warehouse.PublishAsync(1);
        var day = TestWarehouse.Day.AddDays(1);
        var second = await warehouse.PublishAsync(2, day);
        var revert = new RevertSpec { Release = Uid.New(), Pipeline = TestWarehouse.Pipeline, Target = first, Parent = second, Actor = "ann", Reason = "wrong prices" };
        Assert.Equal(PublishState.Published, (await warehouse.House.Releases.RevertAsync(revert, default)).State);
        Assert.Equal(1L, await warehouse.ValueAsync(Total));
        var declined = await warehouse.AttemptAsync(day.AddDays(1));
        Assert.Equal(DeclineReason.Held, declined.Declined);
        Assert.Contains("releases resume", declined.Detail);
        Assert.True(await warehouse.House.Releases.ResumeAsync(TestWarehouse.Pipeline, "ann", default));
        Assert.False(await warehouse.House.Releases.ResumeAsync(TestWarehouse.Pipeline, "ann", default));
        // The reverted day answers for nothing any more; the one before it still does.
        Assert.Equal(2, (await warehouse.AttemptAsync(day)).Attempt);
        Assert.Equal(DeclineReason.AlreadyPublished, (await warehouse.AttemptAsync()).Declined);
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
