using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Emulator;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>The emulator for the tests of one class, and a look at its queues from outside of any bus.</summary>
public sealed class EmulatedCloud : IAsyncLifetime
{
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private CloudEmulator? emulator;

    internal Uri Url => emulator!.Url;

    internal SqsClient Sqs { get; private set; } = null!;

    internal SnsClient Sns { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        emulator = await CloudEmulator.StartAsync(durable: true);
        var settings = Settings();
        Sqs = new SqsClient(http, settings.Sqs, settings.Keys, TimeProvider.System);
        Sns = new SnsClient(http, settings.Sns, settings.Keys, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await emulator!.DisposeAsync();
        http.Dispose();
    }

    internal SqsHostSettings Settings()
    {
        var settings = new SqsHostSettings("eu-central-1");
        Configure(settings);
        return settings;
    }

    internal void Configure(IAmazonSqsHostConfigurator host)
    {
        host.AccessKey("AKIDEXAMPLE");
        host.SecretKey("secret");
        host.ServiceUrl(Url);
    }

    /// <summary>The URL of a queue that is there.</summary>
    internal async Task<string> QueueAsync(string name) =>
        await Sqs.FindQueueAsync(name, CancellationToken.None) ?? throw new InvalidOperationException($"There is no queue {name}.");

    /// <summary>Waits for so many messages in a queue, takes them out and gives them.</summary>
    internal async Task<IReadOnlyList<InboundMessage>> TakeAsync(string name, int count = 1)
    {
        using var bound = new CancellationTokenSource(Bound.Generous);
        string? url;
        while ((url = await Sqs.FindQueueAsync(name, bound.Token)) is null)
            await Task.Yield();
        var taken = new List<InboundMessage>();
        while (taken.Count < count)
        {
            var received = await Sqs.ReceiveAsync(url, Math.Min(10, count - taken.Count), TimeSpan.FromSeconds(20), TimeSpan.FromHours(1), bound.Token);
            taken.AddRange(received);
            if (received.Count > 0)
                await Sqs.DeleteAsync(url, received.Select(message => message.ReceiptHandle).ToList(), bound.Token);
        }

        return taken;
    }

    /// <summary>How many messages a queue has: waiting, and in somebody's hands.</summary>
    internal async Task<(int Waiting, int InHand)> CountAsync(string name)
    {
        var attributes = await Sqs.GetAttributesAsync(await QueueAsync(name), CancellationToken.None);
        return (int.Parse(attributes["ApproximateNumberOfMessages"]), int.Parse(attributes["ApproximateNumberOfMessagesNotVisible"]));
    }
}
