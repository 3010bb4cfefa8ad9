using System.Globalization;
using System.Text.Json;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>The calls of SQS that the transport makes, in the JSON protocol.</summary>
internal sealed class SqsClient(HttpClient http, AwsEndpoint endpoint, AwsKeySource keys, TimeProvider time)
{
    private const int LargestPage = 1000;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly AwsProtocol Protocol = new("application/x-amz-json-1.0", "AmazonSQS.", SqsJson.ReadError);

    private readonly AwsConnection connection = new(http, endpoint, Protocol, keys, time);

    /// <returns>The queue's URL; nothing when there is no such queue.</returns>
    public async Task<string?> FindQueueAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await CallAsync("GetQueueUrl", name, json => json.WriteString("QueueName", name), cancellationToken);
            return answer.RootElement.GetProperty("QueueUrl").GetString();
        }
        catch (AwsCallException absent) when (absent.IsMissing)
        {
            return null;
        }
    }

    /// <summary>One page of the queues whose names begin so.</summary>
    /// <returns>Their URLs, and what the next page is asked for with; nothing after the last.</returns>
    public async Task<(IReadOnlyList<string> Urls, string? Next)> ListQueuesAsync(string prefix, string? next, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync("ListQueues", $"{prefix}*", json =>
        {
            json.WriteNumber("MaxResults", LargestPage);
            if (prefix.Length > 0)
                json.WriteString("QueueNamePrefix", prefix);
            if (next is not null)
                json.WriteString("NextToken", next);
        }, cancellationToken);
        return SqsJson.ReadPage(answer.RootElement, "QueueUrls");
    }

    /// <returns>The queue's URL.</returns>
    public async Task<string> CreateQueueAsync(
        string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync("CreateQueue", name, json =>
        {
            json.WriteString("QueueName", name);
            SqsJson.WriteMap(json, "Attributes", attributes);
            SqsJson.WriteMap(json, "tags", tags);
        }, cancellationToken);
        return answer.RootElement.GetProperty("QueueUrl").GetString()!;
    }

    public async Task<Dictionary<string, string>> GetAttributesAsync(string queueUrl, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync("GetQueueAttributes", queueUrl, json =>
        {
            json.WriteString("QueueUrl", queueUrl);
            SqsJson.WriteList(json, "AttributeNames", ["All"]);
        }, cancellationToken);
        return SqsJson.ReadMap(answer.RootElement, "Attributes");
    }

    public async Task SetAttributesAsync(string queueUrl, IReadOnlyDictionary<string, string> attributes, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync("SetQueueAttributes", queueUrl, json =>
        {
            json.WriteString("QueueUrl", queueUrl);
            SqsJson.WriteMap(json, "Attributes", attributes);
        }, cancellationToken);
    }

    public Task PurgeAsync(string queueUrl, CancellationToken cancellationToken) => OnQueueAsync("PurgeQueue", queueUrl, cancellationToken);

    public Task DeleteQueueAsync(string queueUrl, CancellationToken cancellationToken) => OnQueueAsync("DeleteQueue", queueUrl, cancellationToken);

    /// <summary>Sends 1 to 10 messages.</summary>
    public Task<IReadOnlyList<BatchFailure>> SendAsync(string queueUrl, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken) =>
        BatchAsync("SendMessageBatch", queueUrl, messages, SqsJson.WriteMessage, cancellationToken);

    /// <summary>Deletes 1 to 10 messages by their receipt handles.</summary>
    public Task<IReadOnlyList<BatchFailure>> DeleteAsync(string queueUrl, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        BatchAsync("DeleteMessageBatch", queueUrl, receipts, (json, receipt) => json.WriteString("ReceiptHandle", receipt), cancellationToken);

    /// <summary>Sets for how long 1 to 10 received messages stay hidden from others, from now on; 0 gives a message back.</summary>
    public Task<IReadOnlyList<BatchFailure>> HideAsync(string queueUrl, IReadOnlyList<Hiding> hidings, CancellationToken cancellationToken) =>
        BatchAsync("ChangeMessageVisibilityBatch", queueUrl, hidings, (json, hiding) =>
        {
            json.WriteString("ReceiptHandle", hiding.Receipt);
            json.WriteNumber("VisibilityTimeout", hiding.Seconds);
        }, cancellationToken);

    /// <summary>Waits up to <paramref name="wait"/> for 1 to <paramref name="most"/> messages.</summary>
    /// <param name="most">1 to 10.</param>
    /// <param name="wait">0 to 20 s.</param>
    /// <param name="visibility">How long they stay hidden; nothing for the queue's own.</param>
    public async Task<IReadOnlyList<InboundMessage>> ReceiveAsync(
        string queueUrl, int most, TimeSpan wait, TimeSpan? visibility, CancellationToken cancellationToken)
    {
        var body = SqsJson.Write(json =>
        {
            json.WriteString("QueueUrl", queueUrl);
            json.WriteNumber("MaxNumberOfMessages", most);
            json.WriteNumber("WaitTimeSeconds", (int)wait.TotalSeconds);
            if (visibility is not null)
                json.WriteNumber("VisibilityTimeout", (int)visibility.Value.TotalSeconds);
            SqsJson.WriteList(json, "MessageSystemAttributeNames", ["ApproximateReceiveCount", "SentTimestamp", "MessageGroupId", "MessageDeduplicationId"]);
            SqsJson.WriteList(json, "MessageAttributeNames", ["All"]);
        });
        var answer = await connection.CallAsync(new AwsCall("ReceiveMessage", queueUrl, body, wait + Usual), cancellationToken);
        return SqsJson.ReadMessages(answer);
    }

    private async Task OnQueueAsync(string action, string queueUrl, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync(action, queueUrl, json => json.WriteString("QueueUrl", queueUrl), cancellationToken);
    }

    private async Task<IReadOnlyList<BatchFailure>> BatchAsync<TEntry>(
        string action, string queueUrl, IReadOnlyList<TEntry> entries, Action<Utf8JsonWriter, TEntry> write, CancellationToken cancellationToken)
    {
        using var answer = await CallAsync(action, queueUrl, json =>
        {
            json.WriteString("QueueUrl", queueUrl);
            json.WriteStartArray("Entries");
            for (var index = 0; index < entries.Count; index++)
            {
                json.WriteStartObject();
                json.WriteString("Id", index.ToString(CultureInfo.InvariantCulture));
                write(json, entries[index]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken);
        return SqsJson.ReadFailures(answer.RootElement);
    }

    private async Task<JsonDocument> CallAsync(string action, string on, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var answer = await connection.CallAsync(new AwsCall(action, on, SqsJson.Write(write), Usual), cancellationToken);
        return SqsJson.Parse(answer);
    }
}
