using System.Net;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class DeliveryTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task ConsumerLongerThanTheVisibilityTimeout_HandlesOnce()
    {
        var queue = Names.Queue();
        var wire = new Wire();
        var (begun, ended) = (new Inbox<int>(), new Inbox<int>());
        await using var worker = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                begun.Add(context.Message.Number);
                // The second renewal comes after seven seconds: more than the message was hidden for.
                await wire.UntilAsync(passed => passed.Renewed >= 2);
                ended.Add(context.Message.Number);
            },
            Roomy, wire);
        await using var rival = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                begun.Add(context.Message.Number);
                await wire.UntilAsync(passed => passed.Renewed >= 2);
                ended.Add(context.Message.Number);
            },
            Roomy, new Wire { Instead = (action, _) => action == "ReceiveMessage" && begun.Count == 0 && ended.Count == 0 ? Wire.Json(HttpStatusCode.OK, "{}") : null });

        await worker.SendAsync(queue, new PackParcel { Number = 1 });
        await ended.NextAsync();
        await worker.StopAsync();
        await rival.StopAsync();

        Assert.Equal(1, begun.Count);
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
    }

    [Fact]
    public async Task WaitingMessages_AreRenewedToo()
    {
        var queue = Names.Queue();
        var begun = new Inbox<(int Number, bool Redelivered)>();
        var finish = new TaskCompletionSource();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                begun.Add((context.Message.Number, context.ReceiveContext.Redelivered));
                await finish.Task;
            },
            endpoint =>
            {
                Roomy(endpoint);
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.PrefetchCount = 10;
            });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => process.SendAsync(queue, new PackParcel { Number = number })));

        await process.Wire.UntilAsync(wire => wire.HandedOut >= 3 && wire.Renewed >= 6);
        finish.SetResult();

        Assert.All(await begun.NextAsync(3), message => Assert.False(message.Redelivered));
    }

    [Fact]
    public async Task LostMessage_CancelsItsConsumer_AndGoesToNoErrorQueue()
    {
        var queue = Names.Queue();
        var cancelled = new TaskCompletionSource();
        var first = true;
        var wire = new Wire
        {
            Instead = (action, _) => action == "ChangeMessageVisibilityBatch"
                ? Wire.Json(HttpStatusCode.OK, """{"Successful":[],"Failed":[{"Id":"0","SenderFault":true,"Code":"ReceiptHandleIsInvalid","Message":"gone"}]}""")
                : null,
        };
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                if (!first)
                    return;
                first = false;
                await using var seen = context.CancellationToken.Register(cancelled.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            },
            Short, wire);

        await process.SendAsync(queue, new PackParcel { Number = 1 });
        await cancelled.Task.Within();
        await wire.UntilAsync(passed => passed.Count("DeleteMessageBatch") == 1);

        Assert.True(wire.Refused > 0);
        Assert.Null(await cloud.Sqs.FindQueueAsync($"{queue}_error", CancellationToken.None));
    }

    [Fact]
    public async Task MessageThatCannotBeMovedAway_ComesAgain()
    {
        var queue = Names.Queue();
        var times = new Inbox<int>();
        var wire = new Wire
        {
            Instead = (action, body) => action == "CreateQueue" && body.Contains("_error", StringComparison.Ordinal)
                ? Wire.Json(HttpStatusCode.Forbidden, """{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"no"}""")
                : null,
        };
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                times.Add(context.Message.Number);
                throw new TerminalEtlException("no");
            },
            Short, wire);

        await process.SendAsync(queue, new PackParcel { Number = 1 });

        Assert.Equal([1, 1], await times.NextAsync(2));
        Assert.True(wire.Refused >= 1);
    }

    private static void Roomy(IAmazonSqsReceiveEndpointConfigurator endpoint) => endpoint.VisibilityTimeout = TimeSpan.FromSeconds(5);

    private static void Short(IAmazonSqsReceiveEndpointConfigurator endpoint) => endpoint.VisibilityTimeout = TimeSpan.FromSeconds(1);
}
