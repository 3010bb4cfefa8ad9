using System.Text.Json;
using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

public sealed class RunStartTests : IAsyncLifetime
{
    private static readonly QuickTime Time = new(MeshNights.Begin);
    private readonly TestFolder folder = new();
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync()
    {
        await mesh.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Start_AsksForTheRun_AndDoesNotWait()
    {
        mesh.On("POST /api/runs", 202, MeshNights.Asked);
        var shell = mesh.Shell(folder.Path);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank", "--date", "2026-11-20", "--again", "--select", "+accounts"));

        Assert.Equal($"Run {MeshNights.Id} of bank for 2026-11-20 is asked for.\n  etlmesh runs show {MeshNights.Id}\n", shell.Out.ToString());
        var asked = Assert.Single(mesh.Asked);
        Assert.StartsWith("POST /api/runs {", asked, StringComparison.Ordinal);
        var request = JsonDocument.Parse(asked["POST /api/runs ".Length..]).RootElement;
        Assert.Equal(("bank", "2026-11-20", true, "+accounts"), (request.GetProperty("pipeline").GetString(), request.GetProperty("date").GetString(), request.GetProperty("again").GetBoolean(), request.GetProperty("select").GetString()));
        Assert.Equal("kim", Assert.Single(mesh.Actors));
    }

    [Fact]
    public async Task Wait_TellsEachChangeOnce_AndTheSummary()
    {
        var source = MeshNights.Stage("source", "done", 0.04, "bank.balances: 1 file");
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 404, new Orchestrator.Operations.ErrorDocument("no such run yet"))
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("waiting_for_source", MeshNights.Stage("source", "running")))
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("transferring", source))
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("completed", source, MeshNights.Stage("extract", "done", 1.26), MeshNights.Stage("notify", "done", 0.1)) with
            {
                Release = "r1",
                Tables = [new RunTableDocument("bank", "balances", "loaded", 12000, 11998, 2, 0)],
                Checks = new RunChecksDocument(5, 0, 1),
            });
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank", "--wait"));

        Assert.Equal(
            $"""
            bank for 2026-11-20, run {MeshNights.Id}, attempt 1
            source     running
            source     done in 0.0 s: bank.balances: 1 file
            extract    done in 1.3 s
            notify     done in 0.1 s

            table          state     read  quarantined  loaded
            -------------  ------  ------  -----------  ------
            bank.balances  loaded  12,000            2  11,998

            checks: 4 passed, 1 warned, 0 failed

            Published release r1 of bank for 2026-11-20, attempt 1.

            """,
            shell.Out.ToString());
        Assert.Empty(shell.Error.ToString());
    }

    [Theory]
    [InlineData("blocked", ExitCodes.Blocked, "Blocked: the gate did not let bank for 2026-11-20 (attempt 1) be published; readers keep the previous release. No account was left. Correct the rows at their source, or the check, and start it again.")]
    [InlineData("suspended", ExitCodes.Failed, "Suspended in load: No account was left. What it has is kept and nobody sees it. Correct the cause, then: etlmesh runs resume 8722036c-0859-82b8-b511-fad0acce49d1   (or give it up: etlmesh runs cancel 8722036c-0859-82b8-b511-fad0acce49d1)")]
    [InlineData("failed", ExitCodes.Failed, "Failed in load: No account was left. What the attempt wrote was removed, readers keep the previous release; correct the cause and start it again.")]
    [InlineData("cancelled", ExitCodes.Failed, "Cancelled: bank for 2026-11-20, attempt 1; No account was left. What it wrote was removed, readers keep the previous release.")]
    [InlineData("compensation_failed", ExitCodes.Failed, "Failed in load: No account was left. Some of what the attempt wrote could not be removed; readers keep the previous release.")]
    public async Task Wait_ForARunThatDoesNotComplete_TellsWhyAndWhatToDo(string state, int exit, string told)
    {
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of(state) with { Stage = "load", Reason = "No account was left." });
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(exit, await shell.RunAsync("runs", "start", "bank", "--wait"));
        Assert.EndsWith($"\n\n{told}\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForARunThatHadEndedBefore_IsNotAnsweredByItsOldEnd()
    {
        var old = MeshNights.Of("failed") with { RequestId = Guid.Empty, Reason = "yesterday's trouble" };
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, old)
            .On($"GET /api/runs/{MeshNights.Id}", 200, old)
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("completed", MeshNights.Stage("notify", "done", 0.1)) with { Attempt = 2, Release = "r2" });
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank", "--wait"));
        Assert.Contains("Published release r2 of bank for 2026-11-20, attempt 2.", shell.Out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("yesterday", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForARunThatAnotherHasSetGoingJustBefore_FollowsIt()
    {
        var others = MeshNights.Of("transforming", MeshNights.Stage("transform", "running")) with { RequestId = Guid.Empty };
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, others)
            .On($"GET /api/runs/{MeshNights.Id}", 200, others with { State = "completed", Release = "r1" });
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank", "--wait"));
        Assert.EndsWith("Published release r1 of bank for 2026-11-20, attempt 1.\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForADateThatIsPublished_SaysSo()
    {
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("completed") with { Release = "r1" });
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank", "--wait"));
        Assert.EndsWith("\nbank for 2026-11-20 is already published as release r1; --again makes a new attempt.\n", shell.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_WithJson_PrintsTheRunAlone()
    {
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("blocked", MeshNights.Stage("quality", "failed", 0.2, "two rows")));
        var shell = mesh.Shell(folder.Path, Time);

        Assert.Equal(ExitCodes.Blocked, await shell.RunAsync("runs", "start", "bank", "--wait", "--output", "json"));
        var run = JsonDocument.Parse(shell.Out.ToString()).RootElement;
        Assert.Equal(("blocked", "two rows"), (run.GetProperty("state").GetString(), run.GetProperty("stages")[0].GetProperty("detail").GetString()));
        Assert.Empty(shell.Error.ToString());
    }

    [Fact]
    public async Task FilesHereThatTheMeshDoesNotHave_AreNoted()
    {
        folder.Write("pipelines/bank/pipeline.yml", MeshNights.File("bank"));
        mesh.On("POST /api/runs", 202, MeshNights.Asked);
        var shell = mesh.Shell(folder.Path);

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "start", "bank"));
        Assert.Equal("etlmesh: note: the files of bank here are not those that the mesh runs; `etlmesh bundles push bank` brings them.\n", shell.Error.ToString());
    }

    [Fact]
    public async Task UnknownPipeline_IsWrongUsage_AndARefusal_IsAFailure()
    {
        mesh.On("POST /api/runs", 404, new Orchestrator.Operations.ErrorDocument("there is no pipeline bnak; did you mean bank?"))
            .On("POST /api/runs", 409, new Orchestrator.Operations.ErrorDocument("bank is held after a revert; resume it first."));
        var (unknown, refused) = (mesh.Shell(folder.Path), mesh.Shell(folder.Path));

        Assert.Equal((ExitCodes.Usage, "etlmesh: there is no pipeline bnak; did you mean bank?\n"), (await unknown.RunAsync("runs", "start", "bnak"), unknown.Error.ToString()));
        Assert.Equal((ExitCodes.Failed, "etlmesh: bank is held after a revert; resume it first.\n"), (await refused.RunAsync("runs", "start", "bank"), refused.Error.ToString()));
    }

    [Fact]
    public async Task CtrlC_EndsTheWaiting_AndSaysThatTheRunGoesOn()
    {
        mesh.On("POST /api/runs", 202, MeshNights.Asked)
            .On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("transforming", MeshNights.Stage("transform", "running")));
        using var command = OtherProcess.Etlmesh(
            new Dictionary<string, string> { ["ETLMESH_URL"] = mesh.Url.ToString(), ["ETLMESH_TOKEN"] = FakeMesh.Token },
            "runs", "start", "bank", "--wait");
        await command.OutputLineAsync("transform");

        command.Signal(Signals.Interrupt);

        var (exit, errors) = await command.EndAsync();
        Assert.Equal(ExitCodes.Interrupted, exit);
        Assert.Equal($"etlmesh: no longer waiting; the run goes on. Look at it by `etlmesh runs show {MeshNights.Id}`, end it by `etlmesh runs cancel {MeshNights.Id}`.\n", errors);
    }
}
