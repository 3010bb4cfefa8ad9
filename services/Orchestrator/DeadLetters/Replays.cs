using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using EtlMesh.Orchestrator.Persistence.Sagas;
using EtlMesh.Orchestrator.TableTransfer;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Gives letters another chance, each once: the letter and its sagas are locked while it is decided, and the decision is an entry of the ledger.</summary>
internal sealed class Replays(OrchestratorDb db, OutboxPublisher publisher, TimeProvider time)
{
    /// <summary>Decides within the caller's transaction; what is to be sent leaves after its commit.</summary>
    /// <param name="letter">The letter, locked.</param>
    /// <param name="actor">Who asks.</param>
    public async Task<ReplayAnswer> AskAsync(DeadLetterRow letter, string actor, CancellationToken ct)
    {
        if (letter.State == LetterStates.Replayed)
        {
            var earlier = await db.Set<ReplayRow>().Where(replay => replay.Letter == letter.Id).OrderByDescending(replay => replay.Id).FirstAsync(ct);
            return new ReplayAnswer(earlier.Id, earlier.How, false, null);
        }

        if (letter.State != LetterStates.Open)
            return Refused($"the letter is {letter.State}: {letter.EndedBy}");
        var content = LetterContent.Read(letter.Body) with { RunId = letter.RunId };
        var (run, isNewer) = await RunAsync(letter, ct);
        var plan = Standing.Of(content, run, await TransferAsync(letter, content, ct), isNewer);
        return plan switch
        {
            { Refusal: { } refusal } => Refused(refusal),
            { How: ReplayRow.Resumed } => await ResumeAsync(letter, run!, actor, ct),
            _ when letter.Redacted => Refused("a secret was taken out of the letter's body, so it cannot be sent again as it was; start the run again, and find out who sends secrets"),
            _ => await EnterAsync(letter, Entry(letter, actor, ReplayRow.Resent), ct),
        };
    }

    /// <summary>A suspension is resumed once, by whichever of its letters.</summary>
    private async Task<ReplayAnswer> ResumeAsync(DeadLetterRow letter, NightlyRunState run, string actor, CancellationToken ct)
    {
        var earlier = await db.Set<ReplayRow>().SingleOrDefaultAsync(
            replay => replay.How == ReplayRow.Resumed && replay.RunId == run.CorrelationId && replay.Attempt == run.Attempt && replay.Step == run.Step, ct);
        if (earlier is not null)
            return new ReplayAnswer(earlier.Id, earlier.How, false, null);

        publisher.Publish(db, new ResumeRun { RunId = run.CorrelationId, Attempt = run.Attempt, Pipeline = run.Pipeline, RunDate = run.RunDate, BundleHash = run.BundleHash });
        return await EnterAsync(letter, Entry(letter, actor, ReplayRow.Resumed, run), ct);
    }

    private async Task<ReplayAnswer> EnterAsync(DeadLetterRow letter, ReplayRow entry, CancellationToken ct)
    {
        db.Add(entry);
        (letter.State, letter.EndedAt, letter.EndedBy) = (LetterStates.Replayed, entry.At, $"{entry.How} by {entry.Actor}");
        await db.SaveChangesAsync(ct);
        return new ReplayAnswer(entry.Id, entry.How, true, null);
    }

    private ReplayRow Entry(DeadLetterRow letter, string actor, string how, NightlyRunState? run = null) =>
        new() { Letter = letter.Id, At = time.GetUtcNow(), Actor = actor, How = how, RunId = run?.CorrelationId, Attempt = run?.Attempt, Step = run?.Step };

    private async Task<(NightlyRunState? Run, bool IsNewer)> RunAsync(DeadLetterRow letter, CancellationToken ct) =>
        letter.RunId is { } id && await StoredSagas<NightlyRunState>.LockAsync(db, id, ct) is { } row
            ? (StoredSagas<NightlyRunState>.Read(row), row.UpdatedAt > letter.LastAt)
            : (null, false);

    private async Task<TableTransferState?> TransferAsync(DeadLetterRow letter, LetterContent content, CancellationToken ct)
    {
        Guid? id = content switch
        {
            { SagaId: { } saga } when saga != letter.RunId => saga,
            { RunId: { } run, Attempt: { } attempt, Source: { } source, Table: { } table } => RunId.OfTransfer(run, attempt, source, table),
            _ => null,
        };
        return id is { } transfer && await StoredSagas<TableTransferState>.LockAsync(db, transfer, ct) is { } row ? StoredSagas<TableTransferState>.Read(row) : null;
    }

    private static ReplayAnswer Refused(string why) => new(null, null, false, why);
}
