using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class SqsSendTransportsTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task Publish_ReachesEveryQueueThatConsumesTheMessage()
    {
        var (one, two) = (new Inbox<int>(), new Inbox<int>());
        await using var first = await BusProcess.HandlingAsync<ParcelPacked>(cloud, Names.Queue(), Into(one));
        await using var second = await BusProcess.HandlingAsync<ParcelPacked>(cloud, Names.Queue(), Into(two));

        await first.Bus.Publish(new ParcelPacked { Number = 7 });

        Assert.Equal(7, await one.NextAsync());
        Assert.Equal(7, await two.NextAsync());
    }

    [Fact]
    public async Task Send_ReachesTheOneQueue()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, Into(got));

        await process.SendAsync(queue, new ParcelPacked { Number = 8 });

        Assert.Equal(8, await got.NextAsync());
    }

    [Fact]
    public async Task SendToTopicAddress_IsPublished()
    {
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, Names.Queue(), Into(got));

        var topic = await process.Bus.GetSendEndpoint(new Uri("amazonsqs://eu-central-1/EtlMesh_AmazonSqs_Tests-ParcelPacked?type=topic"));
        await topic.Send(new ParcelPacked { Number = 9 });

        Assert.Equal(9, await got.NextAsync());
    }

    [Fact]
    public async Task Request_IsAnswered_AndLeavesNoQueueBehind()
    {
        var queue = Names.Queue();
        await using var server = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue, context => context.RespondAsync(new ParcelPacked { Number = context.Message.Number }));
        await using var client = await BusProcess.StartAsync(cloud, _ => { });

        var requests = client.Bus.CreateRequestClient<PackParcel>(new Uri($"queue:{queue}"), RequestTimeout.After(m: 2));
        var answer = await requests.GetResponse<ParcelPacked>(new PackParcel { Number = 10 });

        Assert.Equal(10, answer.Message.Number);
        await client.StopAsync();
        Assert.Equal(1, client.Wire.Count("DeleteQueue"));
    }

    [Fact]
    public async Task ManySends_GoInBatches()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, Into(got), endpoint => endpoint.PrefetchCount = 100);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => process.SendAsync(queue, new ParcelPacked { Number = number })));

        var numbers = await got.NextAsync(200);
        Assert.Equal(Enumerable.Range(0, 200), numbers.Order());
        await process.StopAsync();
        Assert.InRange(process.Wire.Count("SendMessageBatch"), 20, 100);
        Assert.InRange(process.Wire.Count("DeleteMessageBatch"), 20, 150);
    }

    [Fact]
    public async Task MessageLargerThanTheQueueTakes_IsRefusedWithBothSizes()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() =>
            process.SendAsync(queue, new ParcelPacked { Number = 1, Note = new string('x', 1024 * 1024) }));

        Assert.Contains($"to queue {queue} is refused: it takes 1,048,576 at most", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, process.Wire.Count("SendMessageBatch"));
    }

    [Fact]
    public async Task MessageLargerThanTopicsTake_IsRefused()
    {
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() =>
            process.Bus.Publish(new ParcelPacked { Number = 1, Note = new string('x', 256 * 1024) }));

        Assert.Contains("262,144 at most", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeMessages_GoInBatchesOfTheirOwn()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, Into(got));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            process.SendAsync(queue, new ParcelPacked { Number = number, Note = new string('x', 200 * 1024) })));

        Assert.Equal(Enumerable.Range(0, 8), (await got.NextAsync(8)).Order());
        Assert.Equal(8, process.Wire.Count("SendMessageBatch"));
    }

    [Theory]
    [InlineData("", 16, "15 minutes at most")]
    [InlineData(".fifo", 1, "topics and FIFO queues have none")]
    public async Task DelayThatSqsDoesNotHave_IsRefused(string suffix, int minutes, string why)
    {
        var queue = Names.Queue(suffix);
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => process.SendAsync(queue, new ParcelPacked { Number = 1 }, context =>
        {
            context.Delay = TimeSpan.FromMinutes(minutes);
            if (suffix.Length > 0)
                context.SetGroupId("a");
        }));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DelayedMessage_ComesLater()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, Into(got));

        await process.SendAsync(queue, new ParcelPacked { Number = 1 }, context => context.Delay = TimeSpan.FromSeconds(1));

        Assert.Contains("\"DelaySeconds\":1", process.Wire.Passed.Single(call => call.Action == "SendMessageBatch").Request, StringComparison.Ordinal);
        Assert.Equal(1, await got.NextAsync());
    }

    [Fact]
    public async Task QueueRemovedAfterItWasLookedUp_IsMadeAgain()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.StartAsync(cloud, _ => { });
        await process.SendAsync(queue, new ParcelPacked { Number = 1 });

        await cloud.Sqs.DeleteQueueAsync(await cloud.QueueAsync(queue), CancellationToken.None);
        await process.SendAsync(queue, new ParcelPacked { Number = 2 });

        Assert.Contains("\"number\": 2", (await cloud.TakeAsync(queue)).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throttling_IsWaitedOut()
    {
        var queue = Names.Queue();
        var left = 3;
        var wire = new Wire { Instead = (action, _) => action == "SendMessageBatch" && Interlocked.Decrement(ref left) >= 0 ? Wire.Throttled() : null };
        await using var process = await BusProcess.StartAsync(cloud, _ => { }, wire: wire);

        await process.SendAsync(queue, new ParcelPacked { Number = 1 });

        Assert.Equal(3, wire.Refused);
        Assert.Single(await cloud.TakeAsync(queue));
    }

    [Fact]
    public async Task RefusalThatLasts_IsTerminal_AndSaysWhatAndWhere()
    {
        var queue = Names.Queue();
        var wire = new Wire
        {
            Instead = (action, _) => action == "SendMessageBatch"
                ? Wire.Json(System.Net.HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"not yours"}""")
                : null,
        };
        await using var process = await BusProcess.StartAsync(cloud, _ => { }, wire: wire);

        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => process.SendAsync(queue, new ParcelPacked { Number = 1 }));

        Assert.Contains("SendMessageBatch", refused.Message, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException: not yours", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, wire.Refused);
    }

    private static Func<ConsumeContext<ParcelPacked>, Task> Into(Inbox<int> inbox) => context =>
    {
        inbox.Add(context.Message.Number);
        return Task.CompletedTask;
    };
}
