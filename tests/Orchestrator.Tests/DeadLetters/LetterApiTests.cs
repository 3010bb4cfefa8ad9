using System.Net;
using System.Net.Http.Json;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>What operators see and do by HTTP.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class LetterApiTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task Operator_FindsUnderstandsAndReplaysALetter()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail;
        await night.SuspendAsync();
        night.Trouble = _ => { };
        using var api = night.Api();

        var group = Assert.Single(await GroupsAsync(api, "?pipeline=daily-metrics"));
        Assert.Equal(("quality", "daily-metrics", 1, "a column is missing"), (group.Stage, group.Pipeline, group.Count, group.Message));
        var path = $"/api/deadletters/{group.Ids[0]}";
        var letter = await api.GetFromJsonAsync<LetterDocument>(path, ApiJson.Options);
        Assert.Contains("CheckCandidate", letter!.Body, StringComparison.Ordinal);

        using var first = await api.PostAsync($"{path}/replay", null);
        using var second = await api.PostAsync($"{path}/replay", null);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        var replayed = await first.Content.ReadFromJsonAsync<ReplayedDocument>(ApiJson.Options);
        Assert.Equal((group.Ids[0], "resumed"), (replayed!.Id, replayed.How));
        Assert.Equal(replayed, await second.Content.ReadFromJsonAsync<ReplayedDocument>(ApiJson.Options));
        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Empty(await GroupsAsync(api, ""));
        Assert.Equal("closed", Assert.Single(Assert.Single(await GroupsAsync(api, "?state=all")).Letters).State);
        Assert.Equal(
            ["deadletters.replay done ada nothing to do: resumed before, replay 1", "deadletters.replay done ada resumed, replay 1"],
            (await night.ReadAsync(db => db.Audit)).Where(row => row.Action.StartsWith("deadletters", StringComparison.Ordinal)).Select(row => $"{row.Action} {row.Outcome} {row.Actor} {row.Detail}").Order());
    }

    [Fact]
    public async Task Refusals_SayWhy_AndAreRecorded()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail;
        var letter = await night.SuspendAsync();
        await night.Publish(New.CancelRun(Plans.Request(Plans.Mesh)));
        Assert.IsType<RunCancelled>(await night.NewsAsync());
        using var api = night.Api();

        using var refused = await api.PostAsync($"/api/deadletters/{letter}/replay", null);
        using var discarded = await api.PostAsJsonAsync($"/api/deadletters/{letter}/discard", new DiscardLetterDocument("the night was cancelled"), ApiJson.Options);
        using var late = await api.PostAsync($"/api/deadletters/{letter}/replay", null);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Conflict), (refused.StatusCode, discarded.StatusCode, late.StatusCode));
        Assert.Equal(
            $"Dead letter {letter} is not replayed: attempt 1 of the run has ended as Cancelled; discard the letter, or start the run again.",
            (await refused.Content.ReadFromJsonAsync<ErrorDocument>(ApiJson.Options))!.Error);
        Assert.Equal("discarded", (await discarded.Content.ReadFromJsonAsync<LetterDocument>(ApiJson.Options))!.State);
        Assert.Equal(
            ["deadletters.replay refused", "deadletters.discard done", "deadletters.replay refused"],
            (await night.ReadAsync(db => db.Audit.OrderBy(row => row.Id))).Select(row => $"{row.Action} {row.Outcome}"));
    }

    [Fact]
    public async Task CallsThatMeanNothing_AreRefused()
    {
        await using var night = await MeshNight.StartAsync(database);
        using var api = night.Api();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("GET", "/api/deadletters/77"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("POST", "/api/deadletters/77/replay"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("POST", "/api/deadletters/77/discard"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("GET", "/api/deadletters/-1"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("GET", "/api/deadletters?state=lost"));

        async Task<HttpStatusCode> StatusAsync(string method, string path)
        {
            using var answer = await api.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Status_TellsQueuesRunsLettersAndOutbox()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail;
        await night.SuspendAsync();
        using var api = night.Api();

        var status = await api.GetFromJsonAsync<StatusDocument>("/api/status", ApiJson.Options);

        Assert.Equal((1, "suspended", 1), (status!.DeadLetters, Assert.Single(status.Runs).State, status.Runs[0].Attempt));
        Assert.Contains(status.Queues, queue => queue is { Name: "nightly-run" });
        Assert.Contains(status.Queues, queue => queue is { Name: "quality-gate-check-candidate_error", Waiting: 0, InFlight: 0, WaitingSince: null });
        Assert.NotNull(status.QueuesAt);
    }

    private static void Fail(StageCommand command)
    {
        if (command is CheckCandidate)
            throw new TerminalEtlException("a column is missing");
    }

    private static async Task<IReadOnlyList<LetterGroupDocument>> GroupsAsync(HttpClient api, string query) =>
        (await api.GetFromJsonAsync<IReadOnlyList<LetterGroupDocument>>($"/api/deadletters{query}", ApiJson.Options))!;
}
