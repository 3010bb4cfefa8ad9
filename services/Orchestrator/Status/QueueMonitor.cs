using System.Collections.Concurrent;
using EtlMesh.AmazonSqs;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Orchestrator.Status;

/// <summary>Looks into the mesh's queues again and again, and remembers since when one has not been empty: SQS itself does not tell how old its oldest message is.</summary>
internal sealed class QueueMonitor(Queues queues, DeadLetterOptions ours, StatusOptions options, TimeProvider time, ILogger<QueueMonitor> logger) : BackgroundService
{
    private const int AtOnce = 16;

    private readonly SemaphoreSlim sampling = new(1);
    private volatile QueueSample last = new(null, []);

    public override void Dispose()
    {
        sampling.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var again = new PeriodicTimer(options.SampleEvery, time);
            do
            {
                await TrySampleAsync(stoppingToken);
            }
            while (await again.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>The queues as they are now; as they were last seen when SQS does not answer in time.</summary>
    public async Task<QueueSample> SampleAsync(CancellationToken ct)
    {
        using var enough = new CancellationTokenSource(options.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        try
        {
            await TrySampleAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // the last look must do
        }

        return last;
    }

    private async Task TrySampleAsync(CancellationToken ct)
    {
        await sampling.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            var since = last.Queues.ToDictionary(queue => queue.Name, queue => queue.WaitingSince);
            var seen = new ConcurrentBag<QueueStatusDocument>();
            var names = (await queues.ListAsync("", ct)).Where(ours.IsOurs);
            await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (name, stop) =>
            {
                if (await queues.DepthAsync(name, stop) is { } depth)
                    seen.Add(new QueueStatusDocument(name, depth.Waiting, depth.InFlight, depth.Waiting == 0 ? null : since.GetValueOrDefault(name) ?? now));
            });
            last = new QueueSample(now, [.. seen.OrderBy(queue => queue.Name, StringComparer.Ordinal)]);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            logger.QueuesUnseen(failure);
        }
        finally
        {
            sampling.Release();
        }
    }
}
