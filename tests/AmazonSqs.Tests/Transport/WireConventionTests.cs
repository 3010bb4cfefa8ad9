using System.Text.Json;
using System.Text.Json.Nodes;
using EtlMesh.AmazonSqs.Protocol;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

/// <summary>What others on the same queues and topics rely on: MassTransit.AmazonSQS's names, envelope and attributes.</summary>
public class WireConventionTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task SentMessage_IsTheEnvelope()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.StartAsync(cloud, _ => { });
        var (message, correlation, conversation) = (NewId.NextGuid(), NewId.NextGuid(), NewId.NextGuid());

        await process.SendAsync(queue, new ParcelPacked { Number = 4, Note = "ä \"quoted\" €" }, context =>
        {
            (context.MessageId, context.CorrelationId, context.ConversationId) = (message, correlation, conversation);
            context.Headers.Set("Trace", "abc");
            context.Headers.Set("Count", 3);
        });

        var raw = Assert.Single(await cloud.TakeAsync(queue));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Content-Type"] = "application/vnd.masstransit+json",
                ["CorrelationId"] = correlation.ToString(),
                ["Trace"] = "abc",
                ["Count"] = "3",
            },
            raw.Attributes);
        var envelope = JsonNode.Parse(raw.Body)!.AsObject();
        foreach (var varying in new[] { "sentTime", "host", "sourceAddress" })
            Assert.True(envelope.Remove(varying), varying);
        Assert.Equal(
            JsonSerializer.Serialize(JsonNode.Parse($$"""
            {
              "messageId": "{{message}}", "requestId": null, "correlationId": "{{correlation}}", "conversationId": "{{conversation}}", "initiatorId": null,
              "destinationAddress": "amazonsqs://eu-central-1/{{queue}}", "responseAddress": null, "faultAddress": null,
              "messageType": ["urn:message:EtlMesh.AmazonSqs.Tests:ParcelPacked"],
              "message": { "number": 4, "note": "ä \"quoted\" €" },
              "expirationTime": null, "headers": { "Trace": "abc", "Count": 3 }
            }
            """)),
            JsonSerializer.Serialize(envelope));
    }

    [Fact]
    public async Task AttributesOnTheWire_AreTexts()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        await process.SendAsync(queue, new ParcelPacked { Number = 4 });

        using var request = JsonDocument.Parse(process.Wire.Passed.Single(call => call.Action == "SendMessageBatch").Request);
        var entry = request.RootElement.GetProperty("Entries")[0];
        Assert.Equal(
            """{"Content-Type":{"DataType":"String","StringValue":"application/vnd.masstransit+json"}}""",
            entry.GetProperty("MessageAttributes").GetRawText());
    }

    [Fact]
    public async Task Endpoint_MakesTheseQueuesTopicsAndSubscriptions()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, _ => Task.CompletedTask, endpoint => endpoint.VisibilityTimeout = TimeSpan.FromSeconds(45));

        var attributes = await cloud.Sqs.GetAttributesAsync(await cloud.QueueAsync(queue), CancellationToken.None);
        var queueArn = $"arn:aws:sqs:eu-central-1:000000000000:{queue}";
        const string TopicArn = "arn:aws:sns:eu-central-1:000000000000:EtlMesh_AmazonSqs_Tests-ParcelPacked";
        Assert.Equal(queueArn, attributes["QueueArn"]);
        Assert.Equal("1209600", attributes["MessageRetentionPeriod"]);
        Assert.Equal("45", attributes["VisibilityTimeout"]);
        Assert.Equal($$"""{"deadLetterTargetArn":"{{queueArn}}_dead","maxReceiveCount":10}""", attributes["RedrivePolicy"]);
        Assert.Equal(
            $$$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"{{{{queueArn}}}}","Condition":{"ArnLike":{"aws:SourceArn":["{{{{TopicArn}}}}"]}}}]}""",
            attributes["Policy"]);

        var subscribe = Assert.Single(process.Wire.Passed, call => call.Action == "Subscribe").Request;
        Assert.Contains($"TopicArn={Uri.EscapeDataString(TopicArn)}&Protocol=sqs&Endpoint={Uri.EscapeDataString(queueArn)}", subscribe, StringComparison.Ordinal);
        Assert.Contains("Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true", subscribe, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondStart_ChangesNothing()
    {
        var queue = Names.Queue();
        await using var first = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, _ => Task.CompletedTask);
        await using var second = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, _ => Task.CompletedTask);

        Assert.Equal(1, first.Wire.Count("SetQueueAttributes"));
        Assert.Equal(0, second.Wire.Count("CreateQueue") + second.Wire.Count("SetQueueAttributes"));
    }

    [Fact]
    public async Task QueueMadeByASender_GetsItsOwnersAttributes()
    {
        var queue = Names.Queue();
        await using var sender = await BusProcess.StartAsync(cloud, _ => { });
        await sender.SendAsync(queue, new ParcelPacked { Number = 1 });

        await using var owner = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, _ => Task.CompletedTask, endpoint => endpoint.MaxReceiveCount = 3);

        var attributes = await cloud.Sqs.GetAttributesAsync(await cloud.QueueAsync(queue), CancellationToken.None);
        Assert.Contains("\"maxReceiveCount\":3", attributes["RedrivePolicy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageInSnssOwnEnvelope_IsUnderstood()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, context =>
        {
            got.Add(context.Message.Number);
            return Task.CompletedTask;
        });
        var envelope = new JsonObject
        {
            ["messageId"] = NewId.NextGuid().ToString(),
            ["messageType"] = new JsonArray("urn:message:EtlMesh.AmazonSqs.Tests:ParcelPacked"),
            ["message"] = new JsonObject { ["number"] = 6 },
        };
        var notification = new JsonObject { ["Type"] = "Notification", ["TopicArn"] = "arn:aws:sns:eu-central-1:000000000000:other", ["Message"] = envelope.ToJsonString() };

        await cloud.Sqs.SendAsync(await cloud.QueueAsync(queue), [new OutboundMessage(notification.ToJsonString(), new Dictionary<string, string>())], CancellationToken.None);

        Assert.Equal(6, await got.NextAsync());
    }

    [Fact]
    public async Task ScopedTopics_HaveThePrefix_QueuesDoNot()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.StartAsync(
            cloud,
            transport => transport.ReceiveEndpoint(queue, endpoint => endpoint.Handler<PackParcel>(_ => Task.CompletedTask)),
            host: settings => settings.Scope("night", scopeTopics: true));

        Assert.Contains(process.Wire.Passed, call => call.Action == "CreateTopic" && call.Request.Contains("Name=night_EtlMesh_AmazonSqs_Tests-PackParcel", StringComparison.Ordinal));
        Assert.NotNull(await cloud.Sqs.FindQueueAsync(queue, CancellationToken.None));
        Assert.StartsWith("amazonsqs://eu-central-1/night/", process.Bus.Address.ToString(), StringComparison.Ordinal);
    }
}
