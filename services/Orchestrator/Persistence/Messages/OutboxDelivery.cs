using System.Diagnostics;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Persistence.Messages;

/// <summary>Brings committed messages to the bus when they are due. Any number of processes share the work: a row that one has in hand, the others skip.</summary>
/// <remarks>A kill between the bus and the commit sends a message again, under the same id.</remarks>
internal sealed class OutboxDelivery(IServiceScopeFactory scopes, IBus bus, OutboxSignal signal, OutboxOptions options, TimeProvider time, ILogger<OutboxDelivery> logger) : BackgroundService
{
    private static readonly ActivitySource Effects = new("EtlMesh.Orchestrator");

    /// <summary>A database that is back is noticed within this.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeliverAsync(stoppingToken) < options.Batch)
                    await signal.WaitAsync(await PauseAsync(stoppingToken), time, stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.DeliveryFailed(failure);
                var pause = options.DelayAfter(++failures);
                await signal.WaitAsync(pause < LongestPause ? pause : LongestPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Delivers what is due now.</summary>
    /// <returns>How many rows were tried.</returns>
    public async Task<int> DeliverAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var rows = await db.Outbox
            .FromSql($"SELECT * FROM orchestrator.outbox WHERE due_at <= {time.GetUtcNow()} ORDER BY due_at, id LIMIT {options.Batch} FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        if (rows.Count == 0)
            return 0;
        using (Effects.StartActivity("outbox.send"))
            await Task.WhenAll(rows.Select(row => DeliverAsync(db, row, ct)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return rows.Count;
    }

    private async Task DeliverAsync(OrchestratorDb db, OutboxRow row, CancellationToken ct)
    {
        try
        {
            var message = OutboxMessages.Message(row, SystemTextJsonMessageSerializer.Instance);
            var endpoint = await bus.GetSendEndpoint(message.DestinationAddress!);
            await endpoint.Send(new SerializedMessageBody(), new OutboxMessageSendPipe(message, message.DestinationAddress), ct);
            lock (db)
                db.Remove(row);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            row.Attempts++;
            row.DueAt = time.GetUtcNow() + options.DelayAfter(row.Attempts);
            row.LastError = failure.Message;
            logger.MessageRefused(failure, row.MessageId, row.MessageType, row.Attempts, row.DueAt);
        }
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        var next = await db.Outbox.MinAsync(row => (DateTimeOffset?)row.DueAt, ct);
        var until = (next ?? DateTimeOffset.MaxValue) - time.GetUtcNow();
        // Another process's rows are seen by looking; a row that is due and was skipped is in another's hands.
        return until < options.Poll && until > TimeSpan.Zero ? until : options.Poll;
    }
}
