using EtlMesh.AmazonSqs;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Persistence.Sagas;
using EtlMesh.Orchestrator.TableTransfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Takes every dead letter out of its queue into the database: SQS can neither list nor search them, and forgets them.</summary>
/// <remarks>A letter is committed, then deleted from its queue. Any number of processes do so at once.</remarks>
internal sealed class Collector(Queues queues, IServiceScopeFactory scopes, Letters letters, DeadLetterOptions options, TimeProvider time, ILogger<Collector> logger) : BackgroundService
{
    private const int MostAtOnce = 10;
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Task> polls = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var again = new PeriodicTimer(options.LookEvery, time);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await again.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await Task.WhenAll(polls.Values);
        }
    }

    /// <summary>Queues come with the services that receive from them, at any time.</summary>
    private async Task LookAsync(CancellationToken ct)
    {
        try
        {
            foreach (var queue in (await queues.ListAsync("", ct)).Where(options.IsOurs).Select(DeadLetterQueue.Of).OfType<DeadLetterQueue>())
            {
                if (!polls.TryGetValue(queue.Name, out var poll) || poll.IsCompleted)
                    polls[queue.Name] = PollAsync(queue, ct);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            logger.CollectingFailed(failure, "the list of queues");
        }
    }

    private async Task PollAsync(DeadLetterQueue queue, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await CollectAsync(queue, options.Wait, ct);
            }
            catch (QueueMissingException)
            {
                return; // it is looked for again
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.CollectingFailed(failure, queue.Name);
                await Task.Delay(Break, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Takes what one poll brings.</summary>
    internal async Task CollectAsync(DeadLetterQueue queue, TimeSpan wait, CancellationToken ct)
    {
        var messages = await queues.ReceiveAsync(queue.Name, MostAtOnce, wait, Hidden, ct);
        if (messages.Count == 0)
            return;
        var kept = new List<string>();
        Exception? failure = null;
        foreach (var message in messages)
        {
            try
            {
                await KeepAsync(message, queue, ct);
                kept.Add(message.Receipt);
            }
            catch (Exception failed) when (!ct.IsCancellationRequested)
            {
                failure = failed; // it comes again; the others are not kept waiting
            }
        }

        await queues.DeleteAsync(queue.Name, kept, CancellationToken.None);
        if (failure is not null)
            throw failure;
    }

    internal async Task KeepAsync(QueueMessage message, DeadLetterQueue queue, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrchestratorDb>();
        var content = await WithRunAsync(db, LetterContent.Read(message.Body), ct);
        var letter = letters.Letter(message, queue, content);
        if (await LetterStore.KeepAsync(db, letter, Letters.ReplayOf(message), ct) is { } id)
            logger.LetterKept(id, queue.Name, letter.MessageType, letter.RunId, letter.Attempt, letter.Stage);
    }

    /// <summary>A deadline names only the saga that it wakes.</summary>
    private static async Task<LetterContent> WithRunAsync(OrchestratorDb db, LetterContent content, CancellationToken ct)
    {
        if (content.SagaId is not { } id || await db.Sagas.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row)
            return content;
        if (row.Kind == SagaKinds.Of<NightlyRunState>())
        {
            var run = StoredSagas<NightlyRunState>.Read(row);
            return content with { RunId = run.CorrelationId, Attempt = run.Attempt, Pipeline = run.Pipeline, RunDate = run.RunDate };
        }

        var table = StoredSagas<TableTransferState>.Read(row);
        return content with { RunId = table.RunId, Attempt = table.Attempt, Pipeline = table.Pipeline, RunDate = table.RunDate, Source = table.Source, Table = table.Table };
    }
}
