using System.Net;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

/// <summary>A process without the right to make or change anything.</summary>
public class LookUpOnlyTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    private static readonly HashSet<string> Allowed =
    [
        "GetQueueUrl", "GetQueueAttributes", "SendMessageBatch", "ReceiveMessage", "DeleteMessageBatch", "ChangeMessageVisibilityBatch", "ListTopics", "PublishBatch",
    ];

    [Fact]
    public async Task PreparedTopology_IsEnough()
    {
        var (queue, fails) = (Names.Queue(), Names.Queue());
        var preparing = new Wire();
        await using (await StartAsync(queue, fails, new Inbox<int>(), lookUpOnly: false, preparing))
        {
            Assert.Equal(0, preparing.Count("ReceiveMessage"));
            await cloud.Sns.CreateTopicAsync("MassTransit-Fault--EtlMesh_AmazonSqs_Tests-PackParcel--", new Dictionary<string, string>(), new Dictionary<string, string>(), CancellationToken.None);
        }

        var wire = Strict();
        var got = new Inbox<int>();
        await using var process = await StartAsync(queue, fails, got, lookUpOnly: true, wire);
        await process.Bus.Publish(new ParcelPacked { Number = 1 });
        await process.SendAsync(queue, new ParcelPacked { Number = 2 });
        await process.SendAsync(fails, new PackParcel { Number = 3 });

        Assert.Equal([1, 2], (await got.NextAsync(2)).Order());
        Assert.Single(await cloud.TakeAsync($"{fails}_error"));
        Assert.Equal(0, wire.Refused);
    }

    [Fact]
    public async Task MissingQueue_EndsTheStart_AndSaysWhatToDo()
    {
        var wire = Strict();

        var missing = await Assert.ThrowsAnyAsync<ConnectionException>(() => StartAsync(Names.Queue(), Names.Queue(), new Inbox<int>(), lookUpOnly: true, wire));

        Assert.IsType<TerminalEtlException>(missing.InnerException);
        Assert.Contains("this process may only look up", missing.Message, StringComparison.Ordinal);
        Assert.Equal(0, wire.Refused);
    }

    [Fact]
    public async Task MissingTopic_IsTerminalForThePublisher_AndLookedUpAgainLater()
    {
        var topic = Names.Queue();
        var wire = Strict();
        await using var process = await BusProcess.StartAsync(
            cloud, transport => transport.Message<ParcelPacked>(message => message.SetEntityName(topic)), host: settings => settings.LookUpOnly = true, wire: wire);

        var missing = await Assert.ThrowsAsync<TerminalEtlException>(() => process.Bus.Publish(new ParcelPacked { Number = 1 }));
        await cloud.Sns.CreateTopicAsync(topic, new Dictionary<string, string>(), new Dictionary<string, string>(), CancellationToken.None);
        await process.Bus.Publish(new ParcelPacked { Number = 1 });

        Assert.Contains($"Looking up topic {topic}", missing.Message, StringComparison.Ordinal);
        Assert.Equal(0, wire.Refused);
    }

    private Task<BusProcess> StartAsync(string queue, string fails, Inbox<int> got, bool lookUpOnly, Wire wire) => BusProcess.StartAsync(
        cloud,
        transport =>
        {
            // Whoever may make what is missing does just that here, and receives nothing.
            transport.DeployTopologyOnly = !lookUpOnly;
            transport.DeployPublishTopology = !lookUpOnly;
            transport.ReceiveEndpoint(queue, endpoint => endpoint.Handler<ParcelPacked>(context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            }));
            transport.ReceiveEndpoint(fails, endpoint => endpoint.Handler<PackParcel>(_ => throw new TerminalEtlException("no")));
        },
        host: settings => settings.LookUpOnly = lookUpOnly,
        wire: wire);

    private static Wire Strict() => new()
    {
        Instead = (action, _) => Allowed.Contains(action)
            ? null
            : Wire.Json(HttpStatusCode.Forbidden, """{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"not allowed"}"""),
    };
}
