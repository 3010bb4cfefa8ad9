using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class SkippedTransportTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task MessageThatNobodyConsumes_MovesToSkipped()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(cloud, queue, _ => Task.CompletedTask);

        await process.SendAsync(queue, new ParcelPacked { Number = 3 });

        var skipped = Assert.Single(await cloud.TakeAsync($"{queue}_skipped"));
        Assert.Contains("\"number\": 3", skipped.Body, StringComparison.Ordinal);
        Assert.Equal("dead-letter", skipped.Attributes["MT-Reason"]);
    }

    [Fact]
    public async Task BrokenBody_MovesToError()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(cloud, queue, _ => Task.CompletedTask);

        await cloud.Sqs.SendAsync(await cloud.QueueAsync(queue), [new OutboundMessage("{ not json", new Dictionary<string, string>())], CancellationToken.None);

        var broken = Assert.Single(await cloud.TakeAsync($"{queue}_error"));
        Assert.Equal("{ not json", broken.Body);
    }
}
