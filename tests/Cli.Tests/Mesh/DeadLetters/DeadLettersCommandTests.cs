using EtlMesh.Orchestrator.Operations;

namespace EtlMesh.Cli.Tests;

public sealed class DeadLettersCommandTests : IAsyncLifetime
{
    private const string LoadTable = "urn:message:EtlMesh.Contracts:LoadTable";
    private FakeMesh mesh = null!;

    public async Task InitializeAsync() => mesh = await FakeMesh.StartAsync();

    public async Task DisposeAsync() => await mesh.DisposeAsync();

    [Fact]
    public async Task List_IsByCause()
    {
        var letter = new LetterSummaryDocument("7", "open", "error", "loader-load-table_error", LoadTable, MeshNights.Id, 1, MeshNights.Date, "bank.balances", 1, MeshNights.Begin, MeshNights.Begin);
        mesh.On("GET /api/deadletters", 200, new[]
        {
            new LetterGroupDocument("0123456789ab", "bank", "load", "System.IO.IOException", "No space left on device\nat Loader", 1, ["7"], MeshNights.Begin, MeshNights.Begin, [letter]),
            new LetterGroupDocument("ba9876543210", null, null, null, "nobody takes it", 2, ["9", "8"], MeshNights.Begin, MeshNights.Begin.AddMinutes(1),
                [letter with { Id = "9", RunId = null, Attempt = null, RunDate = null, Subject = null, MessageType = null, Seen = 3 }]),
        });
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("deadletters", "list", "bank"));

        Assert.Equal(
            $"""
            bank, load: System.IO.IOException, 1 letter, 2026-11-21 02:00:00 UTC
              No space left on device
              letter  state  message    about          run                                   attempt  date        seen
            --------  -----  ---------  -------------  ------------------------------------  -------  ----------  ----
              7       open   LoadTable  bank.balances  {MeshNights.Id}        1  2026-11-20     1

            no pipeline, no stage: no exception, 2 letters, 2026-11-21 02:00:00 to 2026-11-21 02:01:00 UTC
              nobody takes it
              letter  state  message  about  run  attempt  date  seen
            --------  -----  -------  -----  ---  -------  ----  ----
              9       open   –        –      –          –  –        3

            """,
            shell.Out.ToString());
        Assert.Equal("GET /api/deadletters?state=open&pipeline=bank", Assert.Single(mesh.Asked));
    }

    [Fact]
    public async Task Show_TellsWhatWentWrong_AndWhatWasTried()
    {
        mesh.On("GET /api/deadletters/7", 200, new LetterDocument
        {
            Id = "7",
            State = "replayed",
            Group = "0123456789ab",
            Queue = "loader-load-table_error",
            Reason = "its handler failed",
            Kind = "error",
            MessageType = LoadTable,
            Exception = "System.IO.IOException",
            Message = "No space left on device",
            Stack = "at Loader.Fill()",
            RunId = MeshNights.Id,
            Attempt = 1,
            Pipeline = "bank",
            RunDate = MeshNights.Date,
            Stage = "load",
            Subject = "bank.balances",
            TraceId = "0af7",
            Headers = new Dictionary<string, string>(),
            Body = "{\"table\":\"balances\"}",
            Seen = 1,
            FirstAt = MeshNights.Begin,
            LastAt = MeshNights.Begin,
            CollectedAt = MeshNights.Begin,
            Replays = [new ReplayDocument("3", MeshNights.Begin.AddHours(1), "kim", "resent", null, "12")],
        });
        var shell = mesh.Shell();

        Assert.Equal(ExitCodes.Done, await shell.RunAsync("deadletters", "show", "7"));

        var told = shell.Out.ToString();
        Assert.Contains($"run       {MeshNights.Id}, attempt 1\nstage     load, bank.balances\ntrace     0af7\n", told, StringComparison.Ordinal);
        Assert.Contains("\n\nSystem.IO.IOException: No space left on device\n\nat Loader.Fill()\n\n{\"table\":\"balances\"}\n\n", told, StringComparison.Ordinal);
        Assert.EndsWith("3       2026-11-21 03:00:00  kim  resent   became letter 12\n", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_SaysWhatItDid_AndThatASecondOneDidNothing()
    {
        mesh.On("POST /api/deadletters/7/replay", 202, new ReplayedDocument("7", "3", "resent"))
            .On("POST /api/deadletters/7/replay", 200, new ReplayedDocument("7", "3", "resent"))
            .On("POST /api/deadletters/7/replay", 202, new ReplayedDocument("7", "4", "resumed"));
        var shell = mesh.Shell();

        for (var i = 0; i < 3; i++)
            Assert.Equal(ExitCodes.Done, await shell.RunAsync("deadletters", "replay", "7"));

        Assert.Equal(
            "Dead letter 7 is sent again: `etlmesh deadletters show 7` tells what becomes of it.\n"
            + "Dead letter 7 was replayed before; nothing was done. `etlmesh deadletters show 7` tells what became of it.\n"
            + "The run of dead letter 7 goes on, and does this work again: `etlmesh runs list` tells what becomes of it.\n",
            shell.Out.ToString());
    }

    [Fact]
    public async Task RunThatHasMovedOn_IsTheReasonOfARefusal_AndALetterCanBeDiscarded()
    {
        mesh.On("POST /api/deadletters/7/replay", 409, new Orchestrator.Operations.ErrorDocument("its run is at attempt 2 now; discard the letter."))
            .On("POST /api/deadletters/7/discard", 200, "{}");
        var shell = mesh.Shell();

        Assert.Equal((ExitCodes.Failed, "etlmesh: its run is at attempt 2 now; discard the letter.\n"), (await shell.RunAsync("deadletters", "replay", "7"), shell.Error.ToString()));
        Assert.Equal(ExitCodes.Done, await shell.RunAsync("deadletters", "discard", "7", "--reason", "done by hand"));
        Assert.Equal("Dead letter 7 is discarded; it stays in the ledger.\n", shell.Out.ToString());
        Assert.Equal("POST /api/deadletters/7/discard {\"reason\":\"done by hand\"}", mesh.Asked.Last());
    }
}
