using System.Globalization;
using System.Text.Json;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Letters as the API shows them.</summary>
internal sealed class LetterQueries(OrchestratorDb db, TimeProvider time)
{
    private const int Most = 1000;

    /// <param name="state">One of <see cref="LetterStates"/>; null for all.</param>
    /// <param name="pipeline">Null for all.</param>
    /// <returns>The groups, the newest first; of the newest 1,000 letters.</returns>
    public async Task<IReadOnlyList<LetterGroupDocument>> GroupsAsync(string? state, string? pipeline, CancellationToken ct)
    {
        await LetterStore.CloseAsync(db, time.GetUtcNow(), ct); // what has succeeded a moment ago is no work for anybody
        var letters = await db.Set<DeadLetterRow>().AsNoTracking()
            .Where(letter => (state == null || letter.State == state) && (pipeline == null || letter.Pipeline == pipeline))
            .OrderByDescending(letter => letter.Id).Take(Most)
            .Select(letter => new
            {
                letter.GroupId,
                letter.Pipeline,
                letter.Stage,
                letter.Exception,
                Words = letter.Message ?? letter.Reason,
                Summary = new LetterSummaryDocument(
                    letter.Id.ToString(), letter.State, letter.Kind, letter.Queue, letter.MessageType, letter.RunId, letter.Attempt, letter.RunDate, letter.Subject, letter.Seen,
                    letter.FirstAt, letter.LastAt),
            })
            .ToListAsync(ct);
        return letters.GroupBy(letter => letter.GroupId).Select(group => new LetterGroupDocument(
            group.Key, group.First().Pipeline, group.First().Stage, group.First().Exception, group.First().Words, group.Count(),
            [.. group.Select(letter => letter.Summary.Id)], group.Min(letter => letter.Summary.FirstAt), group.Max(letter => letter.Summary.LastAt),
            [.. group.Select(letter => letter.Summary)])).ToList();
    }

    /// <returns>Null when there is no such letter.</returns>
    public async Task<LetterDocument?> FindAsync(long id, CancellationToken ct)
    {
        await LetterStore.CloseAsync(db, time.GetUtcNow(), ct);
        if (await db.Set<DeadLetterRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } letter)
            return null;
        var replays = await db.Set<ReplayRow>().AsNoTracking().Where(replay => replay.Letter == id).OrderBy(replay => replay.Id).ToListAsync(ct);
        var cause = letter.CameFrom is null ? null : await db.Set<ReplayRow>().AsNoTracking().SingleOrDefaultAsync(replay => replay.Id == letter.CameFrom, ct);
        return Document(letter, replays, cause?.Letter);
    }

    public Task<int> CountOpenAsync(CancellationToken ct) => db.Set<DeadLetterRow>().CountAsync(letter => letter.State == LetterStates.Open, ct);

    private static LetterDocument Document(DeadLetterRow letter, IEnumerable<ReplayRow> replays, long? cameFrom) => new()
    {
        Id = Text(letter.Id),
        State = letter.State,
        EndedAt = letter.EndedAt,
        EndedBy = letter.EndedBy,
        Group = letter.GroupId,
        Queue = letter.Queue,
        Reason = letter.Reason,
        Kind = letter.Kind,
        MessageId = letter.MessageId,
        MessageType = letter.MessageType,
        ConversationId = letter.ConversationId,
        Exception = letter.Exception,
        Message = letter.Message,
        Stack = letter.Stack,
        RunId = letter.RunId,
        Attempt = letter.Attempt,
        Pipeline = letter.Pipeline,
        RunDate = letter.RunDate,
        Stage = letter.Stage,
        Step = letter.Step,
        Subject = letter.Subject,
        TraceId = letter.TraceId,
        Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(letter.Attributes)!,
        Body = letter.Body,
        Redacted = letter.Redacted,
        Seen = letter.Seen,
        FirstAt = letter.FirstAt,
        LastAt = letter.LastAt,
        CollectedAt = letter.CollectedAt,
        CameFrom = cameFrom is { } cause ? Text(cause) : null,
        Replays = [.. replays.Select(replay => new ReplayDocument(Text(replay.Id), replay.At, replay.Actor, Outcome(replay), replay.LastError, replay.Again is { } again ? Text(again) : null))],
    };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Outcome(ReplayRow replay) => replay is { How: ReplayRow.Resent, SentAt: null } ? "waiting" : replay.How;
}
