using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>One message in hand, from its receipt to its end. While it is in hand it is hidden from others again and again.</summary>
internal sealed class Delivery(SqsQueue queue, InboundMessage message, TimeSpan visibility, TimeSpan redeliverAfter, TimeProvider time) : ReceiveLockContext
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(12);
    private static readonly TimeSpan LongestRedelivery = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset received = time.GetUtcNow();
    private readonly Lock ending = new();
    private DateTimeOffset hidden = time.GetUtcNow();
    private volatile string receipt = message.ReceiptHandle;
    private volatile SqsReceiveContext? context;
    private volatile bool ended;
    private volatile bool lost;
    private int renewing;

    public InboundMessage Message => message;

    /// <summary>Hidden anew after seven tenths of the time, so that two more attempts fit.</summary>
    public bool IsDue => !ended && !lost && time.GetUtcNow() - hidden >= 0.7 * visibility;

    /// <summary>The message is with a consumer now, which is cancelled if the message is lost.</summary>
    public void Begin(SqsReceiveContext receiveContext)
    {
        context = receiveContext;
        if (lost)
            receiveContext.Cancel();
    }

    public void Cancel() => context?.Cancel();

    /// <summary>SQS handed out the same message again while it is worked on here; only the newer receipt counts.</summary>
    /// <returns>False when this delivery has come to its end already: then the newer one is a delivery of its own.</returns>
    public bool TryTakeOver(string newerReceipt)
    {
        lock (ending)
        {
            if (ended || lost)
                return false;
            receipt = newerReceipt;
            hidden = time.GetUtcNow();
            return true;
        }
    }

    /// <summary>Hides the message for another while. If somebody else has it by now, its consumer is cancelled.</summary>
    public async Task RenewAsync()
    {
        if (Interlocked.Exchange(ref renewing, 1) == 1)
            return;
        try
        {
            var now = time.GetUtcNow();
            var left = received + LongestHold - now;
            if (left < TimeSpan.FromSeconds(1))
            {
                Lose("SQS hides a message for 12 hours at most");
                return;
            }

            await queue.HideAsync(receipt, left < visibility ? left : visibility, CancellationToken.None);
            hidden = now;
        }
        catch (AwsCallException refused) when (!refused.MayPass)
        {
            Lose(refused.Message);
        }
        catch (Exception failed)
        {
            if (time.GetUtcNow() - hidden > visibility)
                Lose(failed.Message);
        }
        finally
        {
            Volatile.Write(ref renewing, 0);
        }
    }

    public Task Complete() => TryEnd() ? AcknowledgeAsync() : ValidateLockStatus();

    public Task Faulted(Exception exception) =>
        EndAsync(exception is OperationCanceledException or ConsumerCanceledException ? TimeSpan.Zero : Redelivery());

    public Task ValidateLockStatus() => lost
        ? Task.FromException(new TransportException(new Uri($"queue:{queue.Name}"), $"Message {message.MessageId} is with somebody else by now."))
        : Task.CompletedTask;

    /// <summary>Lets others have the message at once.</summary>
    public Task GiveBackAsync() => EndAsync(TimeSpan.Zero);

    private async Task AcknowledgeAsync()
    {
        using var effect = Effects.Start(Effects.Acknowledge);
        await queue.DeleteAsync(receipt, CancellationToken.None);
    }

    private TimeSpan Redelivery()
    {
        var doubled = redeliverAfter * Math.Pow(2, Math.Min(message.ReceiveCount - 1, 10));
        return doubled < LongestRedelivery ? doubled : LongestRedelivery;
    }

    private async Task EndAsync(TimeSpan hiddenFor)
    {
        if (!TryEnd())
            return;
        try
        {
            await queue.HideAsync(receipt, hiddenFor, CancellationToken.None);
        }
        catch (Exception failed)
        {
            // The message comes again anyway, when its time is over.
            LogContext.Warning?.Log(failed, "Giving back message {MessageId} of {Queue} failed", message.MessageId, queue.Name);
        }
    }

    private bool TryEnd()
    {
        lock (ending)
        {
            if (ended || lost)
                return false;
            return ended = true;
        }
    }

    private void Lose(string reason)
    {
        lock (ending)
        {
            if (ended || lost)
                return;
            lost = true;
        }

        LogContext.Warning?.Log("Message {MessageId} of {Queue} was lost to others, its consumer is cancelled: {Reason}", message.MessageId, queue.Name, reason);
        Cancel();
    }
}
