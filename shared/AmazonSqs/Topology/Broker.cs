using System.Globalization;
using System.Text.Json.Nodes;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The account's queues and topics, found or made once and then kept at hand.</summary>
/// <param name="lookUpOnly">Makes and changes nothing: what is missing is an error.</param>
internal sealed class Broker(SqsClient sqs, SnsClient sns, bool lookUpOnly, TimeProvider time) : IAsyncDisposable
{
    private readonly OnceCache<SqsQueue> queues = new();
    private readonly OnceCache<SnsTopic> topics = new();
    private readonly OnceCache<IReadOnlyDictionary<string, string>> listing = new();

    /// <summary>The queue for sending to: made when it is missing, left as it is when it is there.</summary>
    public Task<SqsQueue> QueueAsync(QueueDefinition definition, CancellationToken cancellationToken) =>
        queues.GetAsync(definition.Name, () => FindOrMakeAsync(definition), cancellationToken);

    public Task<SnsTopic> TopicAsync(TopicDefinition definition, CancellationToken cancellationToken) =>
        topics.GetAsync(definition.Name, () => FindOrMakeAsync(definition), cancellationToken);

    /// <summary>The queue for receiving from: as defined, subscribed to the topics and allowed to get their messages.</summary>
    /// <returns>The queue, and the subscriptions' ARNs.</returns>
    public async Task<(SqsQueue Queue, IReadOnlyList<string> Subscriptions)> DeclareAsync(
        QueueDefinition definition, IReadOnlyCollection<TopicDefinition> from, CancellationToken cancellationToken)
    {
        var queue = await QueueAsync(definition, cancellationToken);
        if (lookUpOnly)
            return (queue, []);

        await ReconcileAsync(definition, queue, cancellationToken);
        var sources = await Task.WhenAll(from.Select(topic => TopicAsync(topic, cancellationToken)));
        // First the right to send, then the subscription: else the first messages are refused.
        if (QueuePolicy.Allow(queue.Policy, queue.Arn, sources.Select(topic => topic.Arn).ToList()) is { } policy)
            await sqs.SetAttributesAsync(queue.Url, new Dictionary<string, string> { ["Policy"] = policy }, cancellationToken);
        var subscriptions = await Task.WhenAll(sources.Select(topic => sns.SubscribeAsync(topic.Arn, queue.Arn, cancellationToken)));
        return (queue, subscriptions);
    }

    public async Task RemoveAsync(SqsQueue queue, IEnumerable<string> subscriptions, CancellationToken cancellationToken)
    {
        queues.Forget(queue.Name);
        foreach (var subscription in subscriptions)
            await sns.UnsubscribeAsync(subscription, cancellationToken);
        await sqs.DeleteQueueAsync(queue.Url, cancellationToken);
    }

    public Task PurgeAsync(SqsQueue queue, CancellationToken cancellationToken) => sqs.PurgeAsync(queue.Url, cancellationToken);

    /// <summary>Somebody removed it; whoever needs it next looks again.</summary>
    public void ForgetQueue(string name) => queues.Forget(name);

    /// <inheritdoc cref="ForgetQueue"/>
    public void ForgetTopic(string name)
    {
        topics.Forget(name);
        listing.Forget("");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues.Made)
            await queue.DisposeAsync();
        foreach (var topic in topics.Made)
            await topic.DisposeAsync();
    }

    /// <summary>A queue beside a queue has its attributes and tags, but no place for poison of its own.</summary>
    public static QueueDefinition Beside(QueueDefinition definition, string name) => definition with { Name = name, Poison = null };

    private async Task<SqsQueue> FindOrMakeAsync(QueueDefinition definition)
    {
        var url = await sqs.FindQueueAsync(definition.Name, CancellationToken.None) ?? await MakeAsync(definition);
        var attributes = await sqs.GetAttributesAsync(url, CancellationToken.None);
        return new SqsQueue(definition.Name, url, attributes, sqs, time);
    }

    private async Task<string> MakeAsync(QueueDefinition definition)
    {
        if (lookUpOnly)
            throw Missing("queue", definition.Name);
        var attributes = new Dictionary<string, string>(definition.Attributes);
        if (definition.IsFifo)
            attributes["FifoQueue"] = "true";
        if (definition.Poison is not null)
            attributes["RedrivePolicy"] = await RedriveAsync(definition);
        try
        {
            return await sqs.CreateQueueAsync(definition.Name, attributes, definition.Tags, CancellationToken.None);
        }
        catch (AwsCallException exists) when (exists.Error?.Code is "QueueNameExists" or "QueueAlreadyExists")
        {
            // Another process was quicker, and has reconciled its attributes already.
            return await sqs.FindQueueAsync(definition.Name, CancellationToken.None) ?? throw Missing("queue", definition.Name);
        }
    }

    /// <summary>A sender may have made the queue before its owner came: the owner's word counts.</summary>
    private async Task ReconcileAsync(QueueDefinition definition, SqsQueue queue, CancellationToken cancellationToken)
    {
        var actual = await ReadAsync(queue, cancellationToken);
        var wanted = new Dictionary<string, string>(definition.Attributes);
        if (definition.Poison is not null)
            wanted["RedrivePolicy"] = await RedriveAsync(definition);
        var different = wanted
            .Where(attribute => attribute.Key is not "FifoQueue" && !Same(attribute.Key, actual.GetValueOrDefault(attribute.Key), attribute.Value))
            .ToDictionary();
        if (different.Count == 0)
            return;
        await sqs.SetAttributesAsync(queue.Url, different, cancellationToken);
        await ReadAsync(queue, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(SqsQueue queue, CancellationToken cancellationToken)
    {
        try
        {
            var attributes = await sqs.GetAttributesAsync(queue.Url, cancellationToken);
            queue.Refresh(attributes);
            return attributes;
        }
        catch (AwsCallException gone) when (gone.IsMissing)
        {
            queues.Forget(queue.Name);
            throw;
        }
    }

    private async Task<string> RedriveAsync(QueueDefinition definition)
    {
        var poison = await QueueAsync(Beside(definition, definition.Poison!.Name), CancellationToken.None);
        return new JsonObject { ["deadLetterTargetArn"] = poison.Arn, ["maxReceiveCount"] = definition.Poison.MaxReceiveCount }.ToJsonString();
    }

    /// <summary>SQS gives a redrive policy back with its members in another order, and numbers as texts.</summary>
    private static bool Same(string attribute, string? actual, string wanted)
    {
        if (attribute is not "RedrivePolicy" || string.IsNullOrEmpty(actual))
            return actual == wanted;
        var (found, should) = (JsonNode.Parse(actual)!, JsonNode.Parse(wanted)!);
        return found["deadLetterTargetArn"]?.ToString() == should["deadLetterTargetArn"]!.ToString()
            && found["maxReceiveCount"]?.ToString() == should["maxReceiveCount"]!.ToString();
    }

    private async Task<SnsTopic> FindOrMakeAsync(TopicDefinition definition)
    {
        if (lookUpOnly)
            return new SnsTopic(definition.Name, await FindTopicAsync(definition.Name), sns, time);
        var attributes = new Dictionary<string, string>(definition.Attributes);
        if (definition.IsFifo)
            attributes["FifoTopic"] = "true";
        return new SnsTopic(definition.Name, await sns.CreateTopicAsync(definition.Name, attributes, definition.Tags, CancellationToken.None), sns, time);
    }

    private async Task<string> FindTopicAsync(string name)
    {
        var known = await listing.GetAsync("", ListAsync, CancellationToken.None);
        if (known.TryGetValue(name, out var arn))
            return arn;
        listing.Forget("");
        throw Missing("topic", name);
    }

    /// <summary>SNS cannot be asked for a topic by its name; the list is read once for all.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ListAsync()
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            (var arns, next) = await sns.ListTopicsAsync(next, CancellationToken.None);
            foreach (var arn in arns)
                byName[arn[(arn.LastIndexOf(':') + 1)..]] = arn;
        }
        while (!string.IsNullOrEmpty(next));

        return byName;
    }

    private static TerminalEtlException Missing(string kind, string name) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Looking up {kind} {name} found none, and this process may only look up. Create it with the rest of the topology, or let the process create what is missing."));
}
