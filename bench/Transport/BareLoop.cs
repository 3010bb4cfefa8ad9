using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.Transport;

/// <summary>The same calls with nothing around them: signed as SQS wants them, batches of ten, bodies made beforehand, no envelope read.</summary>
internal sealed class BareLoop : IAsyncDisposable
{
    private const string Queue = "bench-bare";
    private const int Senders = 16;
    private const int Receivers = 8;
    private const int Batch = 10;
    private static readonly AwsKeys Keys = new("key", "secret");
    private static readonly SignatureV4 Signature = new("eu-central-1", "sqs");
    private static readonly MediaTypeHeaderValue Type = new("application/x-amz-json-1.0");
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient http;
    private readonly string queueUrl;
    private readonly byte[] batch;
    private readonly byte[] single;
    private readonly byte[] receive;
    private readonly Counter received = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> receivers;

    private BareLoop(HttpClient http, string queueUrl, string body)
    {
        (this.http, this.queueUrl) = (http, queueUrl);
        batch = SendBatch(body, Batch);
        single = SendBatch(body, 1);
        receive = Json(new { QueueUrl = queueUrl, MaxNumberOfMessages = Batch, WaitTimeSeconds = 3, MessageSystemAttributeNames = new[] { "ApproximateReceiveCount", "SentTimestamp" }, MessageAttributeNames = new[] { "All" } });
        receivers = Enumerable.Range(0, Receivers).Select(_ => ReceiveAsync()).ToList();
    }

    public static async Task<BareLoop> StartAsync(Uri emulator, string body)
    {
        var http = new HttpClient { BaseAddress = emulator };
        using var made = JsonDocument.Parse(await PostAsync(http, "CreateQueue", Json(new { QueueName = Queue })));
        return new BareLoop(http, made.RootElement.GetProperty("QueueUrl").GetString()!, body);
    }

    public async Task RunAsync(int messages)
    {
        var done = received.UntilAsync(messages);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages / Batch), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (_, _) => await PostAsync("SendMessageBatch", batch));
        await done;
    }

    /// <returns>Milliseconds from the call that sends to the end of the poll that gets the message.</returns>
    public async Task<double> OneAsync()
    {
        var done = received.UntilAsync(1);
        var start = Stopwatch.GetTimestamp();
        await PostAsync("SendMessageBatch", single);
        await done;
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(receivers);
        http.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            using var answer = JsonDocument.Parse(await PostAsync("ReceiveMessage", receive));
            if (!answer.RootElement.TryGetProperty("Messages", out var messages))
                continue;
            var entries = messages.EnumerateArray().Select((message, index) => new { Id = $"{index}", ReceiptHandle = message.GetProperty("ReceiptHandle").GetString() }).ToList();
            received.Add(entries.Count);
            await PostAsync("DeleteMessageBatch", Json(new { QueueUrl = queueUrl, Entries = entries }));
        }
    }

    private byte[] SendBatch(string body, int count)
    {
        var attributes = new Dictionary<string, object> { ["Content-Type"] = new { DataType = "String", StringValue = "application/vnd.masstransit+json" } };
        var entries = Enumerable.Range(0, count).Select(index => new { Id = $"{index}", MessageBody = body, MessageAttributes = attributes });
        return Json(new { QueueUrl = queueUrl, Entries = entries });
    }

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Short);

    private Task<byte[]> PostAsync(string action, byte[] body) => PostAsync(http, action, body);

    private static async Task<byte[]> PostAsync(HttpClient http, string action, byte[] body)
    {
        var now = TimeProvider.System.GetUtcNow();
        KeyValuePair<string, string>[] headers =
        [
            new("host", http.BaseAddress!.Authority),
            new("x-amz-date", SignatureV4.AmzDate(now)),
            new("x-amz-target", $"AmazonSQS.{action}"),
        ];
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Content.Headers.ContentType = Type;
        request.Headers.TryAddWithoutValidation("Authorization", Signature.Authorize(headers, body, Keys, now));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }
}
