using System.Text.Json;
using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class ErrorTransportTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task FailedMessage_MovesToError_AsItCame_WithTheReason()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue, _ => throw new TerminalEtlException("the box is too small"), endpoint => endpoint.QueueTags["team"] = "parcels");

        await process.SendAsync(queue, new PackParcel { Number = 1 }, context => context.Headers.Set("Trace", "abc"));

        var moved = Assert.Single(await cloud.TakeAsync($"{queue}_error"));
        var sent = process.Wire.Passed.First(call => call.Action == "SendMessageBatch").Request;
        Assert.Equal(BodyOf(sent), moved.Body);
        Assert.StartsWith("EtlMesh.Contracts.TerminalEtlException: the box is too small\n", moved.Attributes["MT-Fault-StackTrace"].ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Content-Type"] = "application/vnd.masstransit+json",
                ["Trace"] = "abc",
                ["MT-Reason"] = "fault",
                ["MT-Fault-InputAddress"] = $"amazonsqs://eu-central-1/{queue}",
                ["MT-Fault-Message"] = "the box is too small",
                ["MT-Fault-ExceptionType"] = "EtlMesh.Contracts.TerminalEtlException",
            },
            moved.Attributes.Where(attribute => attribute.Key != "MT-Fault-StackTrace").ToDictionary());
        await process.StopAsync();
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
    }

    [Fact]
    public async Task Fault_IsPublished()
    {
        var faults = new Inbox<string>();
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(cloud, queue, _ => throw new TerminalEtlException("too small"));
        await using var watcher = await BusProcess.HandlingAsync<Fault<PackParcel>>(cloud, Names.Queue(), context =>
        {
            faults.Add(context.Message.Exceptions[0].Message);
            return Task.CompletedTask;
        });

        await process.SendAsync(queue, new PackParcel { Number = 1 });

        Assert.Equal("too small", await faults.NextAsync());
    }

    [Fact]
    public async Task MessageWithTenAttributes_StillMoves()
    {
        var queue = Names.Queue();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(cloud, queue, _ => throw new TerminalEtlException("no"));

        await process.SendAsync(queue, new PackParcel { Number = 1 }, context =>
        {
            for (var number = 0; number < 20; number++)
                context.Headers.Set($"Header{number}", "value");
        });

        var moved = Assert.Single(await cloud.TakeAsync($"{queue}_error"));
        Assert.Equal(10, moved.Attributes.Count);
        Assert.Equal("no", moved.Attributes["MT-Fault-Message"]);
        Assert.Contains("\"Header19\": \"value\"", moved.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetriedMessage_IsNotMoved()
    {
        var queue = Names.Queue();
        var tries = new Inbox<int>();
        await using var process = await BusProcess.StartAsync(cloud, transport => transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.UseMessageRetry(retry => retry.Immediate(3));
            endpoint.Handler<PackParcel>(context =>
            {
                tries.Add(context.GetRetryAttempt());
                return context.GetRetryAttempt() < 2 ? throw new TransientEtlException("not yet") : Task.CompletedTask;
            });
        }));

        await process.SendAsync(queue, new PackParcel { Number = 1 });

        Assert.Equal([0, 1, 2], await tries.NextAsync(3));
        await process.StopAsync();
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
        Assert.Null(await cloud.Sqs.FindQueueAsync($"{queue}_error", CancellationToken.None));
    }

    [Fact]
    public async Task MessageForLater_ComesAgainFromTheQueue()
    {
        var queue = Names.Queue();
        var tries = new Inbox<int>();
        await using var process = await BusProcess.StartAsync(cloud, transport =>
        {
            transport.UseDelayedMessageScheduler();
            transport.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.UseDelayedRedelivery(redelivery => redelivery.Intervals(TimeSpan.FromSeconds(1)));
                endpoint.Handler<PackParcel>(context =>
                {
                    tries.Add(context.GetRedeliveryCount());
                    return context.GetRedeliveryCount() == 0 ? throw new TransientEtlException("not yet") : Task.CompletedTask;
                });
            });
        });

        await process.SendAsync(queue, new PackParcel { Number = 1 });

        Assert.Equal([0, 1], await tries.NextAsync(2));
        await process.StopAsync();
        Assert.Equal((0, 0), await cloud.CountAsync(queue));
    }

    private static string BodyOf(string batch)
    {
        using var json = JsonDocument.Parse(batch);
        return json.RootElement.GetProperty("Entries")[0].GetProperty("MessageBody").GetString()!;
    }
}
