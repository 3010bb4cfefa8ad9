using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EtlMesh.Faults.Tests;

/// <summary>The emulator's queues from outside of any bus, by SQS's own protocol.</summary>
internal sealed class CloudQueues(HttpClient http, Uri cloud)
{
    private static readonly string[] Counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"];

    /// <summary>How many messages each queue has, those in somebody's hands among them.</summary>
    public async Task<IReadOnlyDictionary<string, int>> DepthsAsync()
    {
        var listed = await CallAsync("ListQueues", new { MaxResults = 1000 });
        var depths = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var url in listed.GetProperty("QueueUrls").EnumerateArray().Select(item => item.GetString()!))
        {
            var attributes = (await CallAsync("GetQueueAttributes", new { QueueUrl = url, AttributeNames = Counts })).GetProperty("Attributes");
            depths[url[(url.LastIndexOf('/') + 1)..]] = Counts.Sum(name => int.Parse(attributes.GetProperty(name).GetString()!, CultureInfo.InvariantCulture));
        }

        return depths;
    }

    public async Task<int> DepthAsync(string queue) => (await DepthsAsync()).GetValueOrDefault(queue);

    /// <summary>Puts a body into a queue as it is.</summary>
    public async Task SendAsync(string queue, string body, IReadOnlyDictionary<string, string>? attributes = null) => await CallAsync("SendMessage", new
    {
        QueueUrl = await UrlAsync(queue),
        MessageBody = body,
        MessageAttributes = (attributes ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => new { DataType = "String", StringValue = pair.Value }),
    });

    /// <summary>Looks at waiting messages; they are there again at once.</summary>
    public async Task<IReadOnlyList<JsonElement>> PeekAsync(string queue, int most = 10)
    {
        var received = await CallAsync("ReceiveMessage", new { QueueUrl = await UrlAsync(queue), MaxNumberOfMessages = most, VisibilityTimeout = 0, MessageAttributeNames = new[] { "All" } });
        return received.TryGetProperty("Messages", out var messages) ? [.. messages.EnumerateArray()] : [];
    }

    private async Task<string> UrlAsync(string queue) => (await CallAsync("GetQueueUrl", new { QueueName = queue })).GetProperty("QueueUrl").GetString()!;

    private async Task<JsonElement> CallAsync(string action, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, cloud)
        {
            Content = new StringContent(JsonSerializer.Serialize(request), Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.0")),
        };
        message.Headers.Add("X-Amz-Target", "AmazonSQS." + action);
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=tests/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0");
        using var answer = await http.SendAsync(message);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{action}: {answer.StatusCode} {body}");
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }
}
