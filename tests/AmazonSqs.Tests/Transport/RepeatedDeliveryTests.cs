using System.Collections.Concurrent;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class RepeatedDeliveryTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task SameMessageTenTimesAtOnce_HasOneIdAndSoOneEffect()
    {
        var queue = Names.Queue();
        var (effects, together, all) = (new ConcurrentDictionary<Guid, int>(), 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var sender = await BusProcess.StartAsync(cloud, _ => { });
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                if (Interlocked.Increment(ref together) == 10)
                    all.SetResult();
                await all.Task.Within();
                effects.TryAdd(context.MessageId!.Value, context.Message.Number);
            },
            endpoint => (endpoint.PrefetchCount, endpoint.ConcurrentMessageLimit) = (10, 10));
        var elsewhere = Names.Queue();
        await using (await BusProcess.HandlingAsync<ParcelPacked>(cloud, elsewhere, _ => Task.CompletedTask))
            await sender.SendAsync(elsewhere, new PackParcel { Number = 7 });
        var sent = sender.Wire.Passed.Single(call => call.Action == "SendMessageBatch").Request;
        var (body, attributes) = (System.Text.Json.Nodes.JsonNode.Parse(sent)!["Entries"]![0]!["MessageBody"]!.GetValue<string>(), new Dictionary<string, string> { ["Content-Type"] = "application/vnd.masstransit+json" });

        await cloud.Sqs.SendAsync(await cloud.QueueAsync(queue), [.. Enumerable.Repeat(new OutboundMessage(body, attributes), 10)], CancellationToken.None);
        await all.Task.Within();
        await process.StopAsync();

        Assert.Equal(7, Assert.Single(effects).Value);
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task ConsumerThatAlwaysThrows_IsTriedAsOftenAsItMayHelp_ThenDeadLettered(bool transient, int tries)
    {
        var queue = Names.Queue();
        var tried = 0;
        await using var process = await BusProcess.StartAsync(cloud, transport => transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle<TransientEtlException>();
                retry.Immediate(3);
            });
            endpoint.Handler<PackParcel>(_ =>
            {
                Interlocked.Increment(ref tried);
                return transient ? throw new TransientEtlException("the shelf is busy") : throw new TerminalEtlException("there is no such shelf");
            });
        }));

        await process.SendAsync(queue, new PackParcel { Number = 1 });

        var moved = Assert.Single(await cloud.TakeAsync($"{queue}_error"));
        await process.StopAsync();
        Assert.Equal(tries, tried);
        Assert.Contains(transient ? "the shelf is busy" : "there is no such shelf", moved.Attributes["MT-Fault-Message"], StringComparison.Ordinal);
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
    }
}
