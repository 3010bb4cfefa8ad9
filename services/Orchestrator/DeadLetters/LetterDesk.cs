using System.Diagnostics;
using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>What an operator does with a letter, each in one transaction with its entry of the audit log.</summary>
internal sealed class LetterDesk(OrchestratorDb db, Replays replays, ReplayDelivery delivery, OutboxSignal signal, TimeProvider time)
{
    private static readonly ActivitySource Source = new("EtlMesh.Orchestrator");

    /// <summary>Replays a letter, once however many ask.</summary>
    /// <returns>Null when there is no such letter.</returns>
    public async Task<ReplayAnswer?> ReplayAsync(long id, string actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(id, ct) is not { } letter)
            return null;
        var answer = await replays.AskAsync(letter, actor, ct);
        if (answer.Replay is null)
            return answer;
        Audit(letter, actor, "deadletters.replay", answer.IsNew ? $"{answer.How}, replay {answer.Replay}" : $"nothing to do: {answer.How} before, replay {answer.Replay}");
        await CommitAsync(transaction, ct);
        if (!answer.IsNew)
            return answer;

        using var span = Span(letter, answer, actor);
        signal.Raise();
        await delivery.DeliverSoonAsync();
        return answer;
    }

    /// <summary>Puts a letter away.</summary>
    /// <returns>Why not; empty when it is done; null when there is no such letter.</returns>
    public async Task<string?> DiscardAsync(long id, string actor, string? reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(id, ct) is not { } letter)
            return null;
        var refusal = letter.State is LetterStates.Open or LetterStates.Discarded ? "" : $"the letter is {letter.State}: {letter.EndedBy}";
        if (letter.State != LetterStates.Open)
            return refusal;
        (letter.State, letter.EndedAt, letter.EndedBy) = (LetterStates.Discarded, time.GetUtcNow(), reason is null ? $"by {actor}" : $"by {actor}: {reason}");
        Audit(letter, actor, "deadletters.discard", reason);
        await CommitAsync(transaction, ct);
        return refusal;
    }

    private void Audit(DeadLetterRow letter, string actor, string action, string? detail) => db.Audit.Add(
        new Audited(actor, action, string.Create(CultureInfo.InvariantCulture, $"dead letter {letter.Id}")).Done(time.GetUtcNow(), detail, letter.RunId, letter.Attempt ?? 0));

    private async Task<DeadLetterRow?> LockAsync(long id, CancellationToken ct) =>
        (await db.Set<DeadLetterRow>().FromSql($"SELECT * FROM orchestrator.dead_letters WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();

    private async Task CommitAsync(IDbContextTransaction transaction, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The replay in the letter's trace, linked to the stage in which the letter died.</summary>
    private static Activity? Span(DeadLetterRow letter, ReplayAnswer answer, string actor)
    {
        if (First(letter) is not { } first)
            return null;
        var span = Source.StartActivity("dead letter replay", ActivityKind.Producer, first, links: [new ActivityLink(first)]);
        span?.SetTag("etlmesh.dead_letter", letter.Id).SetTag("etlmesh.replay", answer.Replay).SetTag("etlmesh.replay.how", answer.How).SetTag("etlmesh.actor", actor);
        return span;
    }

    private static ActivityContext? First(DeadLetterRow letter) => letter switch
    {
        { RunId: { } run, Attempt: { } attempt } => RunTrace.OfStage(run, attempt, letter.Stage ?? ""),
        { TraceId: { } trace } => new ActivityContext(ActivityTraceId.CreateFromString(trace), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true),
        _ => null,
    };
}
