using EtlMesh.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>The letters' table, written by any number of orchestrators at once.</summary>
internal static class LetterStore
{
    /// <summary>Keeps a letter. The same copy again changes nothing; another copy of the same message counts, and opens the letter again.</summary>
    /// <returns>The letter's id when it is new or open again; null when nothing has changed.</returns>
    public static async Task<long?> KeepAsync(OrchestratorDb db, DeadLetterRow letter, long? replay, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var kept = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO orchestrator.dead_letters AS letter (
                state, queue, source, kind, identity, sqs_message_id, group_id, reason, known, message_id, message_type, conversation_id, exception, message, stack,
                run_id, attempt, pipeline, run_date, stage, step, subject, trace_id, attributes, order_group, body, redacted, seen, first_at, last_at, collected_at)
            VALUES (
                {letter.State}, {letter.Queue}, {letter.Source}, {letter.Kind}, {letter.Identity}, {letter.SqsMessageId}, {letter.GroupId}, {letter.Reason}, {letter.Known},
                {letter.MessageId}, {letter.MessageType}, {letter.ConversationId}, {letter.Exception}, {letter.Message}, {letter.Stack},
                {letter.RunId}, {letter.Attempt}, {letter.Pipeline}, {letter.RunDate}, {letter.Stage}, {letter.Step}, {letter.Subject}, {letter.TraceId},
                {letter.Attributes}::jsonb, {letter.OrderGroup}, {letter.Body}, {letter.Redacted}, 1, {letter.FirstAt}, {letter.LastAt}, {letter.CollectedAt})
            ON CONFLICT (queue, identity) DO UPDATE SET
                seen = letter.seen + 1, last_at = excluded.last_at, sqs_message_id = excluded.sqs_message_id, state = {LetterStates.Open}, ended_at = NULL, ended_by = NULL
            WHERE letter.sqs_message_id <> excluded.sqs_message_id
            RETURNING letter.id AS "Value"
            """).ToListAsync(ct);
        if (kept is not [var id])
            return null;
        await LinkAsync(db, letter, id, replay, ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>A letter that came of a replay says so, and the replay names the letter.</summary>
    private static async Task LinkAsync(OrchestratorDb db, DeadLetterRow letter, long id, long? replay, CancellationToken ct)
    {
        // A message that was sent again names its replay; a resumed run asks anew, at a later step.
        await db.Database.ExecuteSqlAsync(
            $"""
            WITH cause AS (
                SELECT replay.id FROM orchestrator.replays replay JOIN orchestrator.dead_letters earlier ON earlier.id = replay.letter
                WHERE replay.again IS NULL AND earlier.id <> {id} AND (replay.id = {replay} OR (
                    replay.how = {ReplayRow.Resumed} AND earlier.run_id = {letter.RunId} AND earlier.attempt = {letter.Attempt} AND earlier.stage = {letter.Stage}
                    AND earlier.subject IS NOT DISTINCT FROM {letter.Subject} AND earlier.step < {letter.Step}))
                ORDER BY replay.id DESC LIMIT 1 FOR UPDATE OF replay),
            linked AS (UPDATE orchestrator.replays SET again = {id} FROM cause WHERE replays.id = cause.id RETURNING cause.id)
            UPDATE orchestrator.dead_letters SET came_from = linked.id FROM linked WHERE dead_letters.id = {id}
            """, ct);
    }

    /// <summary>Closes the letters of which the run has made good what they stood for.</summary>
    /// <returns>How many.</returns>
    public static Task<int> CloseAsync(OrchestratorDb db, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE orchestrator.dead_letters letter SET state = {LetterStates.Closed}, ended_at = {now}, ended_by = success.words
        FROM (
            SELECT waiting.id, CASE
                WHEN run.state = 'Completed' AND waiting.attempt <= run.attempt AND (waiting.attempt > 0 OR run.updated_at >= waiting.last_at)
                    AND NOT (waiting.stage = 'notify' AND waiting.attempt = run.attempt AND run.stages @> jsonb_build_array(jsonb_build_object('Stage', 'notify', 'State', 'failed')))
                    THEN 'attempt ' || run.attempt || ' completed'
                WHEN waiting.attempt = run.attempt AND run.stages @> jsonb_build_array(jsonb_build_object('Stage', waiting.stage, 'State', 'done'))
                    THEN 'the stage ' || waiting.stage || ' of attempt ' || run.attempt || ' was done'
                WHEN waiting.attempt = run.attempt AND waiting.stage = 'compensate' AND run.state IN ('Failed', 'Cancelled')
                    THEN 'the effects of attempt ' || run.attempt || ' were removed'
                END AS words
            FROM orchestrator.dead_letters waiting
            JOIN (
                SELECT id, state, updated_at, (body->>'Attempt')::int AS attempt, body->'Stages' AS stages FROM orchestrator.sagas WHERE kind = 'nightly-run'
            ) run ON run.id = waiting.run_id
            WHERE waiting.state IN ({LetterStates.Open}, {LetterStates.Replayed})
            FOR UPDATE OF waiting SKIP LOCKED
        ) success
        WHERE success.id = letter.id AND success.words IS NOT NULL
        """, ct);

    /// <summary>Forgets letters that have not been open since then, and their replays.</summary>
    /// <returns>How many.</returns>
    public static Task<int> SweepAsync(OrchestratorDb db, DateTimeOffset before, CancellationToken ct) =>
        db.Set<DeadLetterRow>().Where(letter => letter.State != LetterStates.Open && letter.EndedAt < before).ExecuteDeleteAsync(ct);
}
