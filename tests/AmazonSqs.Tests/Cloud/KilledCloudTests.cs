using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Emulator;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>What tests of a bus that goes away rely on.</summary>
public sealed class KilledCloudTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task KilledEmulatorThatStartsAgain_HasItsQueuesTopicsMessagesAndReceipts()
    {
        await using var emulator = await CloudEmulator.StartAsync(durable: true);
        using var http = new HttpClient();
        var settings = new SqsHostSettings("eu-central-1");
        Configure(settings, emulator.Url);
        var sqs = new SqsClient(http, settings.Sqs, settings.Keys, TimeProvider.System);
        var sns = new SnsClient(http, settings.Sns, settings.Keys, TimeProvider.System);
        var url = await sqs.CreateQueueAsync("kept", None, None, default);
        var topic = await sns.CreateTopicAsync("kept", None, None, default);
        await sns.SubscribeAsync(topic, (await sqs.GetAttributesAsync(url, default))["QueueArn"], default);
        Assert.Empty(await sqs.SendAsync(url, [new OutboundMessage("given back", None)], default));
        var givenBack = Assert.Single(await ReceiveAsync(sqs, url, 1));
        Assert.Empty(await sqs.SendAsync(url, [new OutboundMessage("in hand", None)], default));
        var inHand = Assert.Single(await ReceiveAsync(sqs, url, 1));
        Assert.Empty(await sqs.HideAsync(url, [new Hiding(givenBack.ReceiptHandle, 0)], default));

        await emulator.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(emulator.Url));
        await emulator.RestartAsync();

        Assert.Equal(url, await sqs.FindQueueAsync("kept", default));
        var again = Assert.Single(await ReceiveAsync(sqs, url, 10));
        Assert.Equal(("given back", 2), (again.Body, again.ReceiveCount));
        Assert.Empty(await sns.PublishAsync(topic, [new OutboundMessage("published", None)], default));
        var published = Assert.Single(await ReceiveAsync(sqs, url, 10));
        Assert.Equal("published", published.Body);
        Assert.Empty(await sqs.DeleteAsync(url, [inHand.ReceiptHandle, again.ReceiptHandle, published.ReceiptHandle], default));
        var counts = await sqs.GetAttributesAsync(url, default);
        Assert.Equal(["0", "0"], [counts["ApproximateNumberOfMessages"], counts["ApproximateNumberOfMessagesNotVisible"]]);
    }

    private static Task<IReadOnlyList<InboundMessage>> ReceiveAsync(SqsClient sqs, string url, int most) =>
        sqs.ReceiveAsync(url, most, TimeSpan.FromSeconds(20), TimeSpan.FromHours(1), default);

    private static void Configure(IAmazonSqsHostConfigurator host, Uri url)
    {
        host.AccessKey("AKIDEXAMPLE");
        host.SecretKey("secret");
        host.ServiceUrl(url);
    }
}
