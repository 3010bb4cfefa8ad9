using EtlMesh.Contracts;

namespace EtlMesh.Cli.Tests;

public sealed class RunProgressTests
{
    [Fact]
    public void Night_EndsCompletedWithItsRelease()
    {
        var run = Events.After(Events.Night());

        Assert.Equal(new RunEnd(RunState.Completed), run.End);
        Assert.Equal("r1", run.Release);
        Assert.Equal(1, run.Attempt);
        Assert.All(run.Stages, stage => Assert.Equal("done", stage.State));
        Assert.Equal(0.5, run.Stages[1].Seconds!.Value, 6);
        Assert.Equal((1500, 3, 1497), (run.Tables[0].RowsRead, run.Tables[0].RowsQuarantined, run.Tables[0].Counts!.RowsLoaded));
        Assert.Equal(["stg_orders", "fct_orders"], run.Models.Select(model => model.Name));
    }

    [Fact]
    public void EveryEventTwice_ChangesNothing()
    {
        var once = Events.After(Events.Night());
        var twice = Events.After(Events.Night().SelectMany(message => new[] { message, message }));

        Assert.Equal(Text(once), Text(twice));
    }

    [Fact]
    public void ModelsAndSlices_InAnyOrder_ComeToTheSame()
    {
        var once = Events.After(Events.Night());
        var other = Events.After(Events.Night().SkipLast(1).Reverse().Append(Events.Completed()));

        Assert.Equal(once.Tables[0].RowsRead, other.Tables[0].RowsRead);
        Assert.Equal(once.Stages.Select(stage => (stage.Name, stage.State, stage.Seconds)), other.Stages.Select(stage => (stage.Name, stage.State, stage.Seconds)));
        Assert.Equal(once.Models.Select(model => model.Name).Order(), other.Models.Select(model => model.Name).Order());
        Assert.Equal(once.End, other.End);
    }

    [Fact]
    public void SecondResultOfASlice_IsIgnored()
    {
        var run = Events.After(Events.Slice(1, 2, 1000, 3), Events.Slice(1, 2, 999, 999));

        Assert.Equal(1000, run.Tables[0].RowsRead);
        Assert.Equal("extracting", run.Tables[0].State);
    }

    [Fact]
    public void OtherRunsAndOlderAttempts_AreIgnored()
    {
        var run = Events.After(Events.Started(2));

        Assert.Same(run, run.After(Events.Slice(1, 1, 5, 0)));
        Assert.Same(run, run.After(Events.Started(3) with { RunId = Contracts.RunId.Of("other", Events.RunDate) }));
    }

    [Fact]
    public void StaleBase_ForgetsTheModelsOfTheOldCandidate()
    {
        var run = Events.After(Events.Built("stg_orders", 1, 2, null), new BaseStale
        {
            RunId = Events.RunId,
            Attempt = 1,
            Pipeline = "daily-metrics",
            RunDate = Events.RunDate,
            BundleHash = "b",
            Release = "r1",
        });

        Assert.Empty(run.Models);
        Assert.Null(run.ModelCount);
    }

    [Fact]
    public void Retry_KeepsTheStagesStart()
    {
        var run = Events.After(
            Events.Stage("load", "running", 1),
            Events.Stage("load", "retrying", 3, "the disk was full"),
            Events.Stage("load", "running", 4),
            Events.Stage("load", "done", 6));

        Assert.Equal(5, run.Stages[2].Seconds!.Value, 6);
        Assert.Null(run.Stages[2].Detail);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void EachEnd_HasItsStateAndExitCode(object message, RunState state, int exitCode)
    {
        var run = Events.After((RunMessage)message);

        Assert.Equal(state, run.End!.State);
        Assert.Equal(exitCode, run.End.ExitCode);
    }

    public static TheoryData<object, RunState, int> Ends => new()
    {
        { Events.Completed(), RunState.Completed, 0 },
        { Events.Completed(already: true), RunState.Completed, 0 },
        { Events.Failed(), RunState.Failed, 1 },
        { Events.Blocked(), RunState.Blocked, 3 },
        { Events.Cancelled(), RunState.Cancelled, 130 },
    };

    private static string Text(RunProgress run) => JsonDocuments.Write(new RunResult(run, [], new RunPlaces("/h", "/h/w", "s")).ToDocument());
}
