using System.Collections.Concurrent;
using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Polls a queue, keeps up to the prefetch count of messages in hand and hands them to the endpoint's consumers.</summary>
internal sealed class QueuePump
{
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(2);

    private readonly SqsReceiveEndpointContext context;
    private readonly ReceiveSettings settings;
    private readonly SqsQueue queue;
    private readonly EndpointHealth health;
    private readonly TimeProvider time;
    private readonly IReceivePipeDispatcher dispatcher;
    private readonly CancellationToken stopping;
    private readonly TimeSpan visibility;
    private readonly int prefetch;
    private readonly HandRoom room;
    private readonly SemaphoreSlim workers;
    private readonly GroupLanes lanes = new();
    private readonly ConcurrentDictionary<string, Delivery> inHand = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Delivery, Task> handling = new();
    private readonly TaskCompletionSource polled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cuttingPolls = new();

    public QueuePump(
        SqsReceiveEndpointContext context, ReceiveSettings settings, SqsQueue queue, EndpointHealth health, IReceivePipeDispatcher dispatcher, TimeProvider time, CancellationToken stopping)
    {
        (this.context, this.settings, this.queue, this.health, this.dispatcher, this.time, this.stopping) = (context, settings, queue, health, dispatcher, time, stopping);
        visibility = settings.VisibilityTimeout ?? queue.Visibility;
        var concurrency = context.ConcurrentMessageLimit ?? context.PrefetchCount;
        prefetch = Math.Max(context.PrefetchCount, concurrency);
        room = new HandRoom(prefetch, concurrency);
        workers = new SemaphoreSlim(concurrency);
    }

    /// <summary>Runs until the stop; then what was not begun is given back and what was begun is waited for.</summary>
    /// <exception cref="AwsCallException">The queue is gone.</exception>
    public async Task RunAsync()
    {
        await using var leases = new LeaseKeeper(visibility, time);
        try
        {
            await PollAsync(leases);
        }
        finally
        {
            polled.SetResult();
            await Task.WhenAny(Task.WhenAll(handling.Values), abandoned.Task);
            await Task.WhenAll(inHand.Values.Select(delivery => delivery.GiveBackAsync()));
        }
    }

    /// <summary>Cancels the consumers and waits for them no longer. A poll is cut only when SQS should have answered it long ago.</summary>
    public void Abandon()
    {
        foreach (var delivery in inHand.Values)
            delivery.Cancel();
        abandoned.TrySetResult();
        cuttingPolls.CancelAfter(settings.WaitTime + Answering);
    }

    private async Task PollAsync(LeaseKeeper leases)
    {
        var spares = new List<Task>();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var got = await PollOnceAsync(leases);
                spares.RemoveAll(spare => spare.IsCompletedSuccessfully);
                // A full answer says that there is more: another poll runs beside this one.
                if (got == HandRoom.MostInOnePoll && spares.Count < (prefetch - 1) / HandRoom.MostInOnePoll)
                    spares.Add(SparePollAsync(leases));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            await Task.WhenAll(spares);
        }
    }

    private async Task SparePollAsync(LeaseKeeper leases)
    {
        try
        {
            while (!stopping.IsCancellationRequested && await PollOnceAsync(leases) > 0)
            {
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (AwsCallException)
        {
            // The main poll meets the same.
        }
    }

    /// <returns>How many messages came.</returns>
    private async Task<int> PollOnceAsync(LeaseKeeper leases)
    {
        var asked = await room.TakeAsync(stopping);
        IReadOnlyList<InboundMessage> messages = [];
        try
        {
            // The stop does not cut a poll short: SQS may have handed out messages already, which nobody would give back.
            messages = await queue.ReceiveAsync(asked, settings.WaitTime, settings.VisibilityTimeout, cuttingPolls.Token);
            await health.WellAsync();
        }
        catch (AwsCallException failed) when (!failed.IsMissing)
        {
            await health.IllAsync(failed);
        }
        finally
        {
            room.Release(asked - messages.Count);
        }

        foreach (var message in messages)
            Take(message, leases);
        if (messages.Count == 0 && health.Failures > 0)
            await Task.Delay(Backoff.After(health.Failures, LongestBreak), time, stopping);
        return messages.Count;
    }

    private void Take(InboundMessage message, LeaseKeeper leases)
    {
        var delivery = new Delivery(queue, message, visibility, settings.RedeliverVisibilityTimeout, time);
        if (inHand.TryGetValue(message.MessageId, out var known) && known.TryTakeOver(message.ReceiptHandle))
        {
            room.Release(1);
            return;
        }

        inHand[message.MessageId] = delivery;
        leases.Hold(delivery);
        handling[delivery] = HandleAsync(delivery, leases);
    }

    private async Task HandleAsync(Delivery delivery, LeaseKeeper leases)
    {
        await Task.Yield();
        try
        {
            if (settings.Ordered && delivery.Message.GroupId is { } group)
                await lanes.RunAsync(group, () => WorkAsync(delivery), () => GiveBackAsync(delivery));
            else
                await WorkAsync(delivery);
        }
        finally
        {
            leases.Release(delivery);
            inHand.TryRemove(KeyValuePair.Create(delivery.Message.MessageId, delivery));
            handling.TryRemove(delivery, out _);
            room.Release(1);
        }
    }

    /// <returns>Whether the message is done with; false when it goes back to the queue.</returns>
    private async Task<bool> WorkAsync(Delivery delivery)
    {
        try
        {
            await workers.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            await GiveBackAsync(delivery);
            return false;
        }

        try
        {
            if (!stopping.IsCancellationRequested)
                return await DispatchAsync(delivery);
        }
        finally
        {
            workers.Release();
        }

        await GiveBackAsync(delivery);
        return false;
    }

    /// <summary>In a stop not before the last poll has ended: it would fetch the message once more.</summary>
    private async Task GiveBackAsync(Delivery delivery)
    {
        if (stopping.IsCancellationRequested)
            await polled.Task;
        await delivery.GiveBackAsync();
    }

    private async Task<bool> DispatchAsync(Delivery delivery)
    {
        using var effect = Effects.Start(Effects.Handle);
        using var receiveContext = new SqsReceiveContext(delivery.Message, context);
        delivery.Begin(receiveContext);
        try
        {
            await dispatcher.Dispatch(receiveContext, delivery);
            return true;
        }
        catch (Exception exception)
        {
            receiveContext.LogTransportFaulted(exception);
            return false;
        }
    }
}
