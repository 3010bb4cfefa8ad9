using System.Collections.Concurrent;
using System.Diagnostics;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>A letter gets another chance once, if its run still has a use for it.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class ReplayTests(OrchestratorDatabase database)
{
    private const string Gate = "quality-gate-check-candidate";

    [Fact]
    public async Task AfterTheFix_ReplayCompletesTheSuspendedRun_AndItsLetterIsClosed()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();
        night.Trouble = _ => { };

        var answer = await night.ReplayAsync(letter);

        Assert.Equal((ReplayRow.Resumed, true), (answer!.How, answer.IsNew));
        Assert.Equal(1, Assert.IsType<RunCompleted>(await night.NewsAsync()).Attempt);
        var closed = await night.LetterAsync(letter);
        Assert.Equal((LetterStates.Closed, "attempt 1 completed"), (closed.State, closed.EndedBy));
        var replay = Assert.Single(closed.Replays);
        Assert.Equal(("ada", ReplayRow.Resumed, null), (replay.Actor, replay.Outcome, replay.Again));
    }

    [Fact]
    public async Task AfterTheFix_ReplayOfASlice_CompletesTheSuspendedRun()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = command =>
        {
            if (command is ExtractSlice { Table: "orders", K: 2 })
                throw new TerminalEtlException("part 2 is gone");
        };
        var letter = await night.SuspendAsync();
        Assert.Equal("shop.orders 2", (await night.LetterAsync(letter)).Subject);
        night.Trouble = _ => { };

        Assert.Equal(ReplayRow.Resumed, (await night.ReplayAsync(letter))!.How);

        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Equal(LetterStates.Closed, (await night.LetterAsync(letter)).State);
    }

    [Fact]
    public async Task TwentyAskersAtTwoOrchestrators_ReplayOnce()
    {
        await using var night = await MeshNight.StartAsync(database);
        await using var other = await night.BesideAsync();
        foreach (var process in (MeshNight[])[night, other])
            process.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? night : other).ReplayAsync(letter, $"operator {number}")));

        Assert.Single(answers, answer => answer!.IsNew);
        Assert.Single(answers.Select(answer => (answer!.Replay, answer.How)).Distinct());
        Assert.Single(await night.ReadAsync(db => db.Set<ReplayRow>()));
        Assert.IsType<RunSuspended>(await night.NewsAsync());
        Assert.Equal(2, night.Seen.Concat(other.Seen).Count(seen => seen.Command is CheckCandidate));
    }

    [Fact]
    public async Task MessageThatIsStillPoison_ComesBackAsALinkedLetter()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var first = await night.SuspendAsync();

        await night.ReplayAsync(first);
        Assert.IsType<RunSuspended>(await night.NewsAsync());
        var second = await night.Letters.NextAsync();

        var (before, after) = (await night.LetterAsync(first), await night.LetterAsync(second));
        Assert.Equal((LetterStates.Replayed, after.Id), (before.State, Assert.Single(before.Replays).Again));
        Assert.Equal((LetterStates.Open, before.Id, before.Group), (after.State, after.CameFrom, after.Group));
        Assert.False((await night.ReplayAsync(first))!.IsNew);
        night.Trouble = _ => { };
        Assert.True((await night.ReplayAsync(second))!.IsNew);
        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Equal(2, (await night.ReadAsync(db => db.Set<ReplayRow>())).Count);
    }

    [Fact]
    public async Task MessageThatIsStillNotJson_ComesBackAsALinkedLetter()
    {
        await using var night = await MeshNight.StartAsync(database);
        await night.Queues.SendAsync(Gate, "not JSON", new Dictionary<string, string> { ["Trace"] = "abc" }, null, null, CancellationToken.None);
        var first = await night.Letters.NextAsync();

        Assert.Equal(ReplayRow.Resent, (await night.ReplayAsync(first))!.How);
        var second = await night.Letters.NextAsync();

        var (before, after) = (await night.LetterAsync(first), await night.LetterAsync(second));
        Assert.Equal((ReplayRow.Resent, after.Id), (Assert.Single(before.Replays).Outcome, Assert.Single(before.Replays).Again));
        Assert.Equal(("not JSON", "abc", before.Id), (after.Body, after.Headers["Trace"], after.CameFrom));
    }

    [Fact]
    public async Task CommandThatTheRunStillWaitsFor_IsSentAgain()
    {
        var services = new SimulatedServices();
        services.Next<CheckCandidate>(_ => null);
        await using var night = await MeshNight.StartAsync(database, services);
        var body = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        night.Trouble = command =>
        {
            if (command is CheckCandidate)
                body.TrySetResult(night.Seen.Last(seen => seen.Command is CheckCandidate).Body);
        };
        await night.Publish(Plans.Request(Plans.Mesh));
        await night.Queues.SendAsync($"{Gate}_dead", await body.Task.WaitAsync(MeshNight.Bound), CollectorTests.Json, null, null, CancellationToken.None);
        var letter = await night.Letters.NextAsync();

        Assert.Equal(ReplayRow.Resent, (await night.ReplayAsync(letter))!.How);

        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Single(night.Seen.Where(seen => seen.Command is CheckCandidate).Select(seen => seen.Command.Step).Distinct());
        Assert.Equal(LetterStates.Closed, (await night.LetterAsync(letter)).State);
    }

    [Fact]
    public async Task EventThatASagaCouldNotTake_IsSentAgainUnderItsId()
    {
        await using var night = await MeshNight.StartAsync(database);
        await ChangeAsync(night, "ALTER TABLE orchestrator.sagas ADD CONSTRAINT gate CHECK (state <> 'Publishing')");
        await night.Publish(Plans.Request(Plans.Mesh));
        var id = await night.Letters.NextAsync();
        var letter = await night.LetterAsync(id);
        Assert.Equal(("nightly-run_error", "EtlMesh.Contracts:VerdictReached", "quality"), (letter.Queue, letter.MessageType, letter.Stage));
        await ChangeAsync(night, "ALTER TABLE orchestrator.sagas DROP CONSTRAINT gate");

        Assert.Equal(ReplayRow.Resent, (await night.ReplayAsync(id))!.How);

        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Single(await night.ReadAsync(db => db.Inbox.Where(row => row.MessageId == letter.MessageId)));
        Assert.Single(night.Seen, seen => seen.Command is CheckCandidate);
    }

    [Fact]
    public async Task ReplayAfterCompensation_IsRefused()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();
        await night.Publish(New.CancelRun(Plans.Request(Plans.Mesh)));
        Assert.IsType<RunCancelled>(await night.NewsAsync());

        var answer = await night.ReplayAsync(letter);

        Assert.Null(answer!.Replay);
        Assert.Equal("attempt 1 of the run has ended as Cancelled; discard the letter, or start the run again", answer.Refusal);
        Assert.Empty(await night.ReadAsync(db => db.Set<ReplayRow>()));
        Assert.Equal(LetterStates.Open, (await night.LetterAsync(letter)).State);
    }

    [Fact]
    public async Task LaterAttempt_RefusesTheReplay_AndItsSuccessClosesTheLetter()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();
        await night.Publish(New.CancelRun(Plans.Request(Plans.Mesh)));
        Assert.IsType<RunCancelled>(await night.NewsAsync());
        await night.Publish(Plans.Request(Plans.Mesh, again: true));
        Assert.IsType<RunSuspended>(await night.NewsAsync());
        var second = await night.Letters.NextAsync();
        night.Trouble = _ => { };

        Assert.Equal("the letter is of attempt 1, the run is at attempt 2; discard the letter", (await night.ReplayAsync(letter))!.Refusal);
        Assert.True((await night.ReplayAsync(second))!.IsNew);

        Assert.Equal(2, Assert.IsType<RunCompleted>(await night.NewsAsync()).Attempt);
        Assert.Equal((LetterStates.Closed, "attempt 2 completed"), ((await night.LetterAsync(letter)).State, (await night.LetterAsync(letter)).EndedBy));
    }

    [Fact]
    public async Task RunThatTriesAgainByItself_RefusesTheReplay()
    {
        var services = new SimulatedServices();
        services.Next<CheckCandidate>(_ => null);
        await using var night = await MeshNight.StartAsync(database, services);
        var tries = 0;
        var secondTry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        night.Trouble = command =>
        {
            if (command is CheckCandidate && Interlocked.Increment(ref tries) == 1)
                throw new InvalidOperationException("neither transient nor terminal: the saga tries again");
            if (command is CheckCandidate)
                secondTry.TrySetResult();
        };
        await night.Publish(Plans.Request(Plans.Mesh));
        var letter = await night.Letters.NextAsync();
        await secondTry.Task.WaitAsync(MeshNight.Bound);

        var refusal = (await night.ReplayAsync(letter))!.Refusal;

        Assert.StartsWith("the run has gone on by itself: it is Checking at step", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiscardedLetter_IsNotReplayed()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();

        Assert.Equal("", await night.WithAsync<LetterDesk, string?>(desk => desk.DiscardAsync(letter, "ada", "known", CancellationToken.None)));

        Assert.Equal("the letter is discarded: by ada: known", (await night.ReplayAsync(letter))!.Refusal);
        Assert.Equal("", await night.WithAsync<LetterDesk, string?>(desk => desk.DiscardAsync(letter, "bob", null, CancellationToken.None)));
        Assert.Equal("by ada: known", (await night.LetterAsync(letter)).EndedBy);
        Assert.Null(await night.ReplayAsync(letter + 1000));
    }

    [Fact]
    public async Task QueueThatIsGone_KeepsTheReplayWaiting()
    {
        await using var night = await MeshNight.StartAsync(database);
        var queue = DeadLetterQueue.Of("loader-gone_error")!;
        await night.WithAsync<Collector, bool>(async collector =>
        {
            await collector.KeepAsync(new("copy", "r", "not JSON", new Dictionary<string, string>(), null, 1, null), queue, CancellationToken.None);
            return true;
        });
        var letter = await night.Letters.NextAsync();

        await night.ReplayAsync(letter);

        var replay = Assert.Single((await night.LetterAsync(letter)).Replays);
        Assert.Equal("waiting", replay.Outcome);
        Assert.StartsWith("There is no queue loader-gone.", replay.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_IsLinkedToTheStageInWhichTheMessageDied()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "EtlMesh.Orchestrator",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var letter = await night.SuspendAsync();

        var answer = await night.ReplayAsync(letter);

        var died = RunTrace.OfStage(Plans.Run, 1, "quality");
        var span = Assert.Single(spans, span => span.OperationName == "dead letter replay");
        Assert.Equal((died.TraceId, died.SpanId), (span.TraceId, span.ParentSpanId));
        Assert.Equal(died, Assert.Single(span.Links).Context);
        Assert.Equal(answer!.Replay, span.GetTagItem("etlmesh.replay"));
    }

    [Fact]
    public async Task OldLetters_AreForgotten_OpenOnesAreNot()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = Fail<CheckCandidate>;
        var replayed = await night.SuspendAsync();
        await night.ReplayAsync(replayed);
        Assert.IsType<RunSuspended>(await night.NewsAsync());
        var open = await night.Letters.NextAsync();
        var now = TimeProvider.System.GetUtcNow();

        var early = await night.WithAsync<Orchestrator.Persistence.OrchestratorDb, int>(db => LetterStore.SweepAsync(db, now.AddDays(-1), CancellationToken.None));
        var swept = await night.WithAsync<Orchestrator.Persistence.OrchestratorDb, int>(db => LetterStore.SweepAsync(db, now.AddDays(1), CancellationToken.None));

        Assert.Equal((0, 1), (early, swept));
        Assert.Equal(open, Assert.Single(await night.ReadAsync(db => db.Set<DeadLetterRow>())).Id);
    }

    private static void Fail<T>(StageCommand command)
    {
        if (command is T)
            throw new TerminalEtlException($"{typeof(T).Name} is poison");
    }

    private static async Task ChangeAsync(MeshNight night, string sql)
    {
        await using var db = OrchestratorDatabase.Open(night.Connection);
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
