using EtlMesh.Contracts;

namespace EtlMesh.Warehouse.Tests.Conformance;

public abstract class DiscardsConformance
{
    /// <summary>Services discard side by side: who is first is nobody's choice.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Discard_AttemptWithEverything_LeavesNothing(bool segmentsFirst)
    {
        await using var warehouse = await OpenAsync();
        var before = await warehouse.ObjectsAsync();
        await warehouse.AttemptAsync();
        var (spec, _) = await warehouse.PrepareAsync(1);
        await warehouse.House.Checks.StoreFailuresAsync(new FailureStore { RunId = spec.RunId, Attempt = 1, Pipeline = spec.Pipeline, CheckId = new string('c', 80), Sql = "select 1 as id -- last" }, default);
        Assert.NotEqual(before, await warehouse.ObjectsAsync());
        for (var twice = 0; twice < 2; twice++)
        {
            if (segmentsFirst)
                await warehouse.House.Segments.DiscardAsync(spec.RunId, 1, default);
            await warehouse.House.Candidates.DiscardAsync(spec.RunId, 1, default);
            await warehouse.House.Segments.DiscardAsync(spec.RunId, 1, default);
            await warehouse.House.Checks.DiscardAsync(spec.RunId, 1, default);
        }

        Assert.Equal(before, await warehouse.ObjectsAsync());
        Assert.Equal(0L, await warehouse.ValueAsync("select (select count(*) from etl.segments) + (select count(*) from etl.models) + (select count(*) from etl.candidates) + (select count(*) from etl.quality_results)"));
    }

    [Fact]
    public async Task Discard_PublishedAttempt_Refused()
    {
        await using var warehouse = await OpenAsync();
        await warehouse.PublishAsync(1);
        var run = RunId.Of(TestWarehouse.Pipeline, TestWarehouse.Day);
        await Assert.ThrowsAsync<TerminalEtlException>(() => warehouse.House.Segments.DiscardAsync(run, 1, default));
        Assert.Equal(1L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    [Fact]
    public async Task Sweep_OldReleasesAndFailedAttempts_OnlyWhatNothingNamesGoes()
    {
        await using var warehouse = await OpenAsync();
        for (var i = 0; i < 3; i++)
            await warehouse.PublishAsync(i, TestWarehouse.Day.AddDays(i));
        var failedDay = TestWarehouse.Day.AddDays(3);
        var opening = await warehouse.AttemptAsync(failedDay);
        var (spec, _) = await warehouse.PrepareAsync(9, failedDay, opening.Parent, passed: false);
        await warehouse.House.Attempts.CloseAsync(spec.RunId, 1, AttemptState.Blocked, default);
        var sweep = new SweepSpec { Pipeline = TestWarehouse.Pipeline, KeepReleases = 2 };
        Assert.Equal(4, (await warehouse.House.Releases.SweepAsync(sweep, default)).Dropped.Count);
        warehouse.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(4, (await warehouse.House.Releases.SweepAsync(sweep, default)).Dropped.Count);
        Assert.Empty((await warehouse.House.Releases.SweepAsync(sweep, default)).Dropped);
        Assert.Equal(2L, await warehouse.ValueAsync("select total from daily_metrics.fct"));
    }

    /// <summary>A new warehouse of the engine.</summary>
    protected abstract Task<TestWarehouse> OpenAsync();
}
