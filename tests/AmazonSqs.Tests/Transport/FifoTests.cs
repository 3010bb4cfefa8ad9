using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class FifoTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    [Fact]
    public async Task MessagesOfAGroup_KeepTheirOrder_AlsoPastFailures()
    {
        var queue = Names.Queue(".fifo");
        var got = new Inbox<(string Group, int Number)>();
        await using var process = await BusProcess.HandlingAsync<ParcelPacked>(cloud, queue, context =>
        {
            if (context.Message.Number == 3)
                throw new TerminalEtlException("not the third");
            got.Add((context.Message.Note, context.Message.Number));
            return Task.CompletedTask;
        });

        for (var number = 0; number < 8; number++)
        {
            foreach (var group in new[] { "a", "b" })
                await process.SendAsync(queue, new ParcelPacked { Number = number, Note = group }, context => context.SetGroupId(group));
        }

        var all = await got.NextAsync(14);
        foreach (var group in all.GroupBy(message => message.Group, message => message.Number))
            Assert.Equal([0, 1, 2, 4, 5, 6, 7], group);
        var failed = await cloud.TakeAsync(queue.Replace(".fifo", "_error.fifo", StringComparison.Ordinal), 2);
        Assert.Equal(["a", "b"], failed.Select(message => message.GroupId).Order());
    }

    [Fact]
    public async Task SameDeduplicationId_IsDeliveredOnce()
    {
        var queue = Names.Queue(".fifo");
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        for (var number = 0; number < 3; number++)
        {
            await process.SendAsync(queue, new ParcelPacked { Number = number }, context =>
            {
                context.SetGroupId("a");
                context.SetDeduplicationId(number < 2 ? "first" : "second");
            });
        }

        var taken = await cloud.TakeAsync(queue, 2);
        Assert.Equal(["first", "second"], taken.Select(message => message.DeduplicationId));
    }

    [Fact]
    public async Task MessageWithoutGroup_IsRefused()
    {
        await using var process = await BusProcess.StartAsync(cloud, _ => { });

        var refused = await Assert.ThrowsAsync<TerminalEtlException>(() => process.SendAsync(Names.Queue(".fifo"), new ParcelPacked { Number = 1 }));

        Assert.Contains("call SetGroupId", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FifoTopic_CarriesGroupsToItsQueues()
    {
        var queue = Names.Queue(".fifo");
        var topic = Names.Queue(".fifo");
        var got = new Inbox<int>();
        await using var process = await BusProcess.StartAsync(cloud, transport =>
        {
            transport.Message<ParcelPacked>(message => message.SetEntityName(topic));
            transport.ReceiveEndpoint(queue, endpoint => endpoint.Handler<ParcelPacked>(context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            }));
        });

        for (var number = 0; number < 5; number++)
            await process.Bus.Publish(new ParcelPacked { Number = number }, context => context.SetGroupId("a"));

        Assert.Equal([0, 1, 2, 3, 4], await got.NextAsync(5));
    }
}
