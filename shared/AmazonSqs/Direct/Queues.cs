using System.Globalization;
using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs;

/// <summary>An account's queues without a bus, for who looks after them: raw messages in, raw messages out. It makes no queue.</summary>
/// <remarks>
/// Calls throw <see cref="TransientEtlException"/> when the service did not answer or may answer later, and <see cref="TerminalEtlException"/> when it refused.
/// Rights: <c>sqs:ListQueues, GetQueueUrl, GetQueueAttributes, ReceiveMessage, DeleteMessage, SendMessage</c>.
/// </remarks>
public sealed class Queues : IDisposable
{
    private const int MostInBatch = 10;

    private readonly HttpClient http;
    private readonly SqsClient sqs;
    private readonly OnceCache<string> urls = new();

    /// <param name="region">Such as <c>eu-central-1</c>.</param>
    /// <param name="configure">How SQS is reached, as a bus is told it.</param>
    public Queues(string region, Action<IAmazonSqsHostConfigurator>? configure = null)
    {
        var settings = new SqsHostSettings(region);
        configure?.Invoke(settings);
        http = new HttpClient(settings.Wire()) { Timeout = Timeout.InfiniteTimeSpan };
        sqs = new SqsClient(http, settings.Sqs, settings.Keys, settings.Time);
    }

    /// <summary>The names of all queues that begin so, in order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            (var page, next) = await PageAsync(prefix, next, cancellationToken);
            names.AddRange(page.Select(url => url[(url.LastIndexOf('/') + 1)..]));
        }
        while (!string.IsNullOrEmpty(next));

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <returns>Nothing when there is no such queue.</returns>
    public async Task<QueueDepth?> DepthAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var attributes = await OnAsync(queue, url => sqs.GetAttributesAsync(url, cancellationToken), cancellationToken);
            return new QueueDepth(queue, Number("ApproximateNumberOfMessages"), Number("ApproximateNumberOfMessagesNotVisible"), Number("ApproximateNumberOfMessagesDelayed"));

            long Number(string name) => long.TryParse(attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
        catch (QueueMissingException)
        {
            return null;
        }
    }

    /// <summary>Waits for 1 to <paramref name="most"/> messages; nobody else gets them for <paramref name="hiddenFor"/>.</summary>
    /// <param name="most">1 to 10.</param>
    /// <param name="wait">0 to 20 s.</param>
    /// <param name="hiddenFor">0 s to 12 h.</param>
    /// <exception cref="QueueMissingException">There is no such queue.</exception>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int most, TimeSpan wait, TimeSpan hiddenFor, CancellationToken cancellationToken)
    {
        var received = await OnAsync(queue, url => sqs.ReceiveAsync(url, most, wait, hiddenFor, cancellationToken), cancellationToken);
        return received.Select(message => new QueueMessage(
            message.MessageId, message.ReceiptHandle, message.Body, message.Attributes, message.SentAt, message.ReceiveCount, message.GroupId)).ToList();
    }

    /// <summary>Deletes messages by their receipts.</summary>
    /// <exception cref="QueueMissingException">There is no such queue.</exception>
    public async Task DeleteAsync(string queue, IReadOnlyCollection<string> receipts, CancellationToken cancellationToken)
    {
        foreach (var batch in receipts.Chunk(MostInBatch))
            Check($"Deleting messages of queue {queue}", await OnAsync(queue, url => sqs.DeleteAsync(url, batch, cancellationToken), cancellationToken));
    }

    /// <summary>Sends a message.</summary>
    /// <param name="attributes">At most ten texts, none empty.</param>
    /// <param name="group">For a FIFO queue: the group whose order it keeps.</param>
    /// <param name="deduplicationId">For a FIFO queue: what a second sending within five minutes is known by.</param>
    /// <exception cref="QueueMissingException">There is no such queue.</exception>
    public async Task SendAsync(
        string queue, string body, IReadOnlyDictionary<string, string> attributes, string? group, string? deduplicationId, CancellationToken cancellationToken)
    {
        var isFifo = EntityName.IsFifo(queue);
        var message = new OutboundMessage(body, attributes, isFifo ? group ?? queue : null, isFifo ? deduplicationId : null);
        Check($"Sending to queue {queue}", await OnAsync(queue, url => sqs.SendAsync(url, [message], cancellationToken), cancellationToken));
    }

    public void Dispose() => http.Dispose();

    private async Task<T> OnAsync<T>(string queue, Func<string, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(await urls.GetAsync(queue, () => FindAsync(queue), cancellationToken));
        }
        catch (AwsCallException gone) when (gone.IsMissing)
        {
            urls.Forget(queue);
            throw new QueueMissingException(queue);
        }
        catch (AwsCallException failed)
        {
            throw failed.AsEtlFailure();
        }
    }

    private async Task<string> FindAsync(string queue) => await sqs.FindQueueAsync(queue, CancellationToken.None) ?? throw new QueueMissingException(queue);

    private async Task<(IReadOnlyList<string> Urls, string? Next)> PageAsync(string prefix, string? next, CancellationToken cancellationToken)
    {
        try
        {
            return await sqs.ListQueuesAsync(prefix, next, cancellationToken);
        }
        catch (AwsCallException failed)
        {
            throw failed.AsEtlFailure();
        }
    }

    private static void Check(string doing, IReadOnlyList<BatchFailure> failures)
    {
        if (failures.Count > 0)
            throw new AwsCallException(doing, failures[0].Error, failures[0].MayPass).AsEtlFailure();
    }
}
