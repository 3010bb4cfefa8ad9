using System.Globalization;
using System.Text.Json;
using EtlMesh.AmazonSqs;
using EtlMesh.Orchestrator.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Sends replayed messages to their queues as they were: the ledger is the outbox. A kill between the queue and the commit sends a message twice, under the same id.</summary>
internal sealed class ReplayDelivery(IServiceScopeFactory scopes, Queues queues, TimeProvider time, ILogger<ReplayDelivery> logger)
{
    private const int MostAttributes = 10;
    private const string ContentType = "Content-Type";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Sends what is still to be sent; what another process has in hand is left to it.</summary>
    public async Task DeliverAsync(CancellationToken ct)
    {
        for (long? last = 0; last is not null;)
            last = await DeliverNextAsync(last.Value, ct);
    }

    /// <summary>The same right after a replay was decided: what cannot be sent in a moment is sent later, whoever asked does not wait for it.</summary>
    public async Task DeliverSoonAsync()
    {
        using var enough = new CancellationTokenSource(Patience, time);
        try
        {
            await DeliverAsync(enough.Token);
        }
        catch (Exception failure)
        {
            logger.ReplaysDelayed(failure);
        }
    }

    /// <returns>The replay that was tried; null when there was none after <paramref name="last"/>.</returns>
    private async Task<long?> DeliverNextAsync(long last, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await db.Set<ReplayRow>().FromSql(
            $"SELECT * FROM orchestrator.replays WHERE how = {ReplayRow.Resent} AND sent_at IS NULL AND id > {last} ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        if (found is not [var replay])
            return null;
        var letter = await db.Set<DeadLetterRow>().SingleAsync(row => row.Id == replay.Letter, ct);
        try
        {
            await queues.SendAsync(letter.Source, letter.Body, Attributes(letter, replay), letter.OrderGroup, $"replay-{replay.Id}", ct);
            (replay.SentAt, replay.LastError) = (time.GetUtcNow(), null);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            replay.LastError = failure.Message;
            logger.ReplayNotSent(failure, replay.Id, letter.Id, letter.Source);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return replay.Id;
    }

    private static Dictionary<string, string> Attributes(DeadLetterRow letter, ReplayRow replay)
    {
        var attributes = JsonSerializer.Deserialize<Dictionary<string, string>>(letter.Attributes)!;
        attributes.Remove(Letters.ReplayAttribute);
        return attributes.OrderBy(attribute => attribute.Key != ContentType).Take(MostAttributes - 1)
            .Append(new(Letters.ReplayAttribute, replay.Id.ToString(CultureInfo.InvariantCulture))).ToDictionary();
    }
}
