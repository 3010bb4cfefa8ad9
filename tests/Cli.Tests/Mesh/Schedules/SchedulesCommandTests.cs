using EtlMesh.Orchestrator.Operations;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli.Tests;

public sealed class SchedulesCommandTests : IAsyncLifetime
{
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync() => await mesh.DisposeAsync();

    [Fact]
    public async Task List_TellsWhatIsDue_PausedAndMissed()
    {
        var bank = new PipelineDocument
        {
            Name = "bank",
            Bundle = MeshNights.Hash,
            PushedAt = MeshNights.Begin,
            PushedBy = "kim",
            Schedule = new ScheduleDocument("0 2 * * *", "Europe/Berlin", -1, MissedNight.Report),
            Paused = false,
            NextDue = MeshNights.Begin.AddDays(1),
            MissedNights = [new MissedNightDocument(MeshNights.Begin, MeshNights.Date, "nightly")],
        };
        mesh.On("GET /api/pipelines", 200, new[] { bank, bank with { Name = "shop", Paused = true, MissedNights = [] }, bank with { Name = "tax", Schedule = null, NextDue = null, MissedNights = [] } });
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("schedules", "list"));

        Assert.Equal(
            """
            pipeline  schedule                 next due (UTC)       last due (UTC)  bundle
            --------  -----------------------  -------------------  --------------  ------------  ------
            bank      0 2 * * * Europe/Berlin  2026-11-22 02:00:00  –               aaaaaaaaaaaa
            shop      0 2 * * * Europe/Berlin  –                    –               aaaaaaaaaaaa  paused
            tax       by hand only             –                    –               aaaaaaaaaaaa
            bank missed its night of 2026-11-21 02:00:00 UTC: etlmesh runs start bank --date 2026-11-20

            """,
            shell.Out.ToString());
    }

    [Fact]
    public async Task PauseAndResume_AreAsked()
    {
        mesh.On("POST /api/pipelines/bank/pause", 200, "{}").On("POST /api/pipelines/bank/resume", 200, "{}");
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("schedules", "pause", "bank"));
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("schedules", "resume", "bank"));
        Assert.Equal("The schedule of bank is paused: no night starts by itself before `etlmesh schedules resume bank`.\nThe schedule of bank starts its nights again.\n", shell.Out.ToString());
    }
}
