using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

public sealed class RunsCommandTests : IAsyncLifetime
{
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync() => await mesh.DisposeAsync();

    [Fact]
    public async Task List_IsATable()
    {
        mesh.On("GET /api/runs", 200, new[]
        {
            MeshNights.Of("waiting_for_source") with { Stage = "source" },
            MeshNights.Of("suspended") with { RunDate = new DateOnly(2026, 11, 19), Attempt = 2, Stage = "load", Reason = "the disk is full" },
        });
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "list", "bank", "--state", "suspended", "--limit", "5"));

        Assert.Equal(
            $"""
            run                                   pipeline  date        attempt  state               stage   started (UTC)
            ------------------------------------  --------  ----------  -------  ------------------  ------  -------------------  ----------------
            {MeshNights.Id}  bank      2026-11-20        1  waiting for source  source  2026-11-21 02:00:00
            {MeshNights.Id}  bank      2026-11-19        2  suspended           load    2026-11-21 02:00:00  the disk is full

            """,
            shell.Out.ToString());
        Assert.Equal("GET /api/runs?pipeline=bank&state=suspended&limit=5", Assert.Single(mesh.Asked));
    }

    [Fact]
    public async Task List_OfNothing_SaysSo()
    {
        mesh.On("GET /api/runs", 200, Array.Empty<object>());
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "list"));
        Assert.Equal("There are no such runs.\n", shell.Out.ToString());
    }

    [Fact]
    public async Task Show_TellsEverything()
    {
        mesh.On($"GET /api/runs/{MeshNights.Id}", 200, MeshNights.Of("suspended", MeshNights.Stage("source", "done", 0.5, "1 file"), MeshNights.Stage("load", "failed", 61)) with
        {
            Stage = "load",
            Reason = "the disk is full",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            Deadlines = [new RunDeadlineDocument("suspension_expired", MeshNights.Begin.AddHours(72))],
        });
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "show", MeshNights.Id.ToString()));

        Assert.Equal(
            $"""
            run       {MeshNights.Id}
            pipeline  bank
            run date  2026-11-20
            attempt   1
            state     suspended (load)
            started   2026-11-21 02:00:00
            bundle    {MeshNights.Hash}
            trace     0af7651916cd43dd8448eb211c80319c
            due       2026-11-24 02:00:00 suspension expired

            stage   state   started (UTC)        seconds
            ------  ------  -------------------  -------  ------
            source  done    2026-11-21 02:00:00      0.5  1 file
            load    failed  2026-11-21 02:00:00     61.0

            Suspended in load: the disk is full. What it has is kept and nobody sees it. Correct the cause, then: etlmesh runs resume {MeshNights.Id}   (or give it up: etlmesh runs cancel {MeshNights.Id})

            """,
            shell.Out.ToString());
    }

    [Fact]
    public async Task ResumeAndCancel_AreAsked_WithTheReason()
    {
        mesh.On($"POST /api/runs/{MeshNights.Id}/resume", 202, MeshNights.Asked).On($"POST /api/runs/{MeshNights.Id}/cancel", 202, MeshNights.Asked);
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "resume", MeshNights.Id.ToString()));
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("runs", "cancel", MeshNights.Id.ToString(), "--reason", "wrong file"));

        Assert.Equal($"Run {MeshNights.Id} is asked to go on: `etlmesh runs show {MeshNights.Id}`.\nRun {MeshNights.Id} is asked to end: `etlmesh runs show {MeshNights.Id}`.\n", shell.Out.ToString());
        Assert.Equal([$"POST /api/runs/{MeshNights.Id}/resume", $"POST /api/runs/{MeshNights.Id}/cancel {{\"reason\":\"wrong file\"}}"], mesh.Asked);
    }

    [Theory]
    [InlineData("yesterday: not the id of a run; `etlmesh runs list` tells them.", "runs", "show", "yesterday")]
    [InlineData("--date soon: not a date; write year-month-day, such as 2026-11-20.", "runs", "start", "bank", "--date", "soon")]
    [InlineData("--output csv: unknown; write text or json.\nSee: etlmesh runs list --help", "runs", "list", "--output", "csv")]
    [InlineData("seven: not the number of a dead letter; `etlmesh deadletters list` tells them.\nSee: etlmesh deadletters show --help", "deadletters", "show", "seven")]
    public async Task WrongWords_AreToldBeforeTheMeshIsAsked(string message, params string[] words)
    {
        var shell = mesh.Shell();

        Assert.Equal((ExitCodes.Usage, $"etlmesh: {message}\n"), (await shell.RunAsync(words), shell.Error.ToString()));
        Assert.Empty(mesh.Asked);
    }
}
