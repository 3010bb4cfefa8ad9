using System.Net;
using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Tests.Direct;

public class QueuesTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task SentMessage_IsReceivedAsItIs_AndDeleted()
    {
        using var queues = Open();
        var queue = await MakeAsync(Names.Queue());

        await queues.SendAsync(queue, "no envelope at all", new Dictionary<string, string> { ["Trace"] = "abc" }, null, null, CancellationToken.None);

        Assert.Equal(new QueueDepth(queue, 1, 0, 0), await queues.DepthAsync(queue, CancellationToken.None));
        var message = Assert.Single(await ReceiveAsync(queues, queue));
        Assert.Equal(("no envelope at all", "abc", 1), (message.Body, message.Attributes["Trace"], message.ReceiveCount));
        Assert.NotNull(message.SentAt);
        Assert.Equal(new QueueDepth(queue, 0, 1, 0), await queues.DepthAsync(queue, CancellationToken.None));
        await queues.DeleteAsync(queue, [message.Receipt], CancellationToken.None);
        Assert.Equal(new QueueDepth(queue, 0, 0, 0), await queues.DepthAsync(queue, CancellationToken.None));
    }

    [Fact]
    public async Task FifoMessageSentTwice_LiesThereOnce()
    {
        using var queues = Open();
        var queue = await MakeAsync(Names.Queue(".fifo"), new() { ["FifoQueue"] = "true" });

        await queues.SendAsync(queue, "one", None, "orders", "replay-1", CancellationToken.None);
        await queues.SendAsync(queue, "one", None, "orders", "replay-1", CancellationToken.None);

        Assert.Equal("orders", Assert.Single(await ReceiveAsync(queues, queue)).Group);
        Assert.Equal(new QueueDepth(queue, 0, 1, 0), await queues.DepthAsync(queue, CancellationToken.None));
    }

    [Fact]
    public async Task Queues_AreListedByTheirBeginning()
    {
        using var queues = Open();
        var name = Names.Queue();
        await MakeAsync($"{name}_error");
        await MakeAsync(name);
        await MakeAsync(Names.Queue());

        Assert.Equal([name, $"{name}_error"], await queues.ListAsync(name, CancellationToken.None));
        Assert.True((await queues.ListAsync("", CancellationToken.None)).Count >= 3);
    }

    [Fact]
    public async Task ListOfManyPages_IsReadToItsEnd()
    {
        var wire = new Wire
        {
            Instead = (action, body) => action != "ListQueues"
                ? null
                : Wire.Json(HttpStatusCode.OK, body.Contains("\"NextToken\":\"more\"", StringComparison.Ordinal)
                    ? """{"QueueUrls":["http://sqs/000000000000/a"]}"""
                    : """{"QueueUrls":["http://sqs/000000000000/c","http://sqs/000000000000/b"],"NextToken":"more"}"""),
        };
        using var queues = Open(wire);

        Assert.Equal(["a", "b", "c"], await queues.ListAsync("", CancellationToken.None));
    }

    [Fact]
    public async Task MissingQueue_IsSaid_AndFoundWhenItIsMade()
    {
        using var queues = Open();
        var queue = Names.Queue();

        Assert.Null(await queues.DepthAsync(queue, CancellationToken.None));
        await Assert.ThrowsAsync<QueueMissingException>(() => ReceiveAsync(queues, queue));
        await Assert.ThrowsAsync<QueueMissingException>(() => queues.SendAsync(queue, "one", None, null, null, CancellationToken.None));
        await MakeAsync(queue);
        Assert.NotNull(await queues.DepthAsync(queue, CancellationToken.None));
    }

    [Fact]
    public async Task Refusal_IsTerminal()
    {
        using var queues = Open(new Wire { Instead = (_, _) => Wire.Json(HttpStatusCode.BadRequest, """{"__type":"com.amazonaws.sqs#AccessDenied","message":"no"}""") });

        await Assert.ThrowsAsync<TerminalEtlException>(() => queues.ListAsync("", CancellationToken.None));
    }

    private Queues Open(Wire? wire = null) => new("eu-central-1", host =>
    {
        cloud.Configure(host);
        if (wire is not null)
            ((SqsHostSettings)host).Wire = () => wire;
    });

    private async Task<string> MakeAsync(string name, Dictionary<string, string>? attributes = null)
    {
        await cloud.Sqs.CreateQueueAsync(name, attributes ?? None, None, CancellationToken.None);
        return name;
    }

    private static Task<IReadOnlyList<QueueMessage>> ReceiveAsync(Queues queues, string queue) =>
        queues.ReceiveAsync(queue, 10, TimeSpan.FromSeconds(20), TimeSpan.FromHours(1), CancellationToken.None);
}
