using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>The calls of SNS that the transport makes, in the query protocol.</summary>
internal sealed class SnsClient(HttpClient http, AwsEndpoint endpoint, AwsKeySource keys, TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);
    private static readonly AwsProtocol Protocol = new("application/x-www-form-urlencoded; charset=utf-8", null, ReadError);

    private readonly AwsConnection connection = new(http, endpoint, Protocol, keys, time);

    /// <summary>Creates a topic, or finds the one of that name.</summary>
    /// <returns>The topic's ARN.</returns>
    public async Task<string> CreateTopicAsync(
        string name, IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        var form = new FormBody("CreateTopic").Add("Name", name);
        AddMap(form, "Attributes", attributes);
        foreach (var (tag, index) in tags.Select((tag, index) => (tag, index + 1)))
            form.Add($"Tags.member.{index}.Key", tag.Key).Add($"Tags.member.{index}.Value", tag.Value);
        return Text(await CallAsync("CreateTopic", name, form, cancellationToken), "TopicArn")!;
    }

    /// <summary>One page of the account's topics.</summary>
    /// <returns>ARNs, and the token of the next page.</returns>
    public async Task<(IReadOnlyList<string> Arns, string? Next)> ListTopicsAsync(string? next, CancellationToken cancellationToken)
    {
        var form = new FormBody("ListTopics");
        if (next is not null)
            form.Add("NextToken", next);
        var answer = await CallAsync("ListTopics", "the region", form, cancellationToken);
        return (Elements(answer, "TopicArn").Select(arn => arn.Value).ToList(), Text(answer, "NextToken"));
    }

    /// <summary>Subscribes a queue to a topic, messages delivered as they were published; a subscription that exists is kept.</summary>
    /// <returns>The subscription's ARN.</returns>
    public async Task<string> SubscribeAsync(string topicArn, string queueArn, CancellationToken cancellationToken)
    {
        var form = new FormBody("Subscribe").Add("TopicArn", topicArn).Add("Protocol", "sqs").Add("Endpoint", queueArn).Add("ReturnSubscriptionArn", "true");
        AddMap(form, "Attributes", new Dictionary<string, string> { ["RawMessageDelivery"] = "true" });
        try
        {
            return Text(await CallAsync("Subscribe", topicArn, form, cancellationToken), "SubscriptionArn")!;
        }
        catch (AwsCallException differs) when (differs.Error is { Code: "InvalidParameter" or "InvalidParameterException" } error && error.Message.Contains("exists", StringComparison.Ordinal))
        {
            var existing = await FindSubscriptionAsync(topicArn, queueArn, cancellationToken);
            if (existing is null)
                throw;
            var raw = new FormBody("SetSubscriptionAttributes").Add("SubscriptionArn", existing).Add("AttributeName", "RawMessageDelivery").Add("AttributeValue", "true");
            await CallAsync("SetSubscriptionAttributes", existing, raw, cancellationToken);
            return existing;
        }
    }

    public Task UnsubscribeAsync(string subscriptionArn, CancellationToken cancellationToken) =>
        CallAsync("Unsubscribe", subscriptionArn, new FormBody("Unsubscribe").Add("SubscriptionArn", subscriptionArn), cancellationToken);

    /// <summary>Publishes 1 to 10 messages.</summary>
    public async Task<IReadOnlyList<BatchFailure>> PublishAsync(string topicArn, IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        var form = new FormBody("PublishBatch").Add("TopicArn", topicArn);
        for (var index = 0; index < messages.Count; index++)
            AddMessage(form, $"PublishBatchRequestEntries.member.{index + 1}.", index, messages[index]);
        var answer = await CallAsync("PublishBatch", topicArn, form, cancellationToken);
        return Elements(answer, "Failed").Elements().Select(ReadFailure).ToList();
    }

    private static void AddMessage(FormBody form, string prefix, int id, OutboundMessage message)
    {
        form.Add(prefix + "Id", id.ToString(CultureInfo.InvariantCulture)).Add(prefix + "Message", message.Body);
        if (message.GroupId is not null)
            form.Add(prefix + "MessageGroupId", message.GroupId);
        if (message.DeduplicationId is not null)
            form.Add(prefix + "MessageDeduplicationId", message.DeduplicationId);
        var number = 0;
        foreach (var (name, value) in message.Attributes)
        {
            var attribute = $"{prefix}MessageAttributes.entry.{++number}.";
            form.Add(attribute + "Name", name).Add(attribute + "Value.DataType", "String").Add(attribute + "Value.StringValue", value);
        }
    }

    private async Task<string?> FindSubscriptionAsync(string topicArn, string queueArn, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var form = new FormBody("ListSubscriptionsByTopic").Add("TopicArn", topicArn);
            if (next is not null)
                form.Add("NextToken", next);
            var answer = await CallAsync("ListSubscriptionsByTopic", topicArn, form, cancellationToken);
            var found = Elements(answer, "member").FirstOrDefault(member => Text(member, "Endpoint") == queueArn && Text(member, "Protocol") == "sqs");
            if (found is not null)
                return Text(found, "SubscriptionArn");
            next = Text(answer, "NextToken");
        }
        while (!string.IsNullOrEmpty(next));

        return null;
    }

    private async Task<XElement> CallAsync(string action, string on, FormBody form, CancellationToken cancellationToken)
    {
        var answer = await connection.CallAsync(new AwsCall(action, on, form.Bytes, Usual), cancellationToken);
        using var stream = new MemoryStream(answer, writable: false);
        return XElement.Load(stream);
    }

    private static void AddMap(FormBody form, string name, IReadOnlyDictionary<string, string> map)
    {
        foreach (var (entry, index) in map.Select((entry, index) => (entry, index + 1)))
            form.Add($"{name}.entry.{index}.key", entry.Key).Add($"{name}.entry.{index}.value", entry.Value);
    }

    private static BatchFailure ReadFailure(XElement member)
    {
        var error = new AwsError(Text(member, "Code") ?? "", Text(member, "Message") ?? "");
        return new BatchFailure(int.Parse(Text(member, "Id")!, CultureInfo.InvariantCulture), error, Text(member, "SenderFault") is not "true" || error.MayPass);
    }

    /// <summary>Reads <c>&lt;ErrorResponse&gt;&lt;Error&gt;&lt;Code&gt;…&lt;Message&gt;…</c>.</summary>
    private static AwsError? ReadError(byte[] body)
    {
        try
        {
            using var stream = new MemoryStream(body, writable: false);
            var answer = XElement.Load(stream);
            return Text(answer, "Code") is { } code ? new AwsError(code, Text(answer, "Message") ?? "") : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IEnumerable<XElement> Elements(XElement parent, string name) => parent.Descendants().Where(element => element.Name.LocalName == name);

    private static string? Text(XElement parent, string name) => Elements(parent, name).FirstOrDefault()?.Value;
}
