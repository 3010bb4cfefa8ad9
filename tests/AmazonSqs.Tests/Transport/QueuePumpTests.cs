using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class QueuePumpTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    private static readonly TimeSpan Hours = TimeSpan.FromHours(2);

    [Fact]
    public async Task Stop_GivesBackWhatWasNotBegun_AndWaitsForWhatWas()
    {
        var queue = Names.Queue();
        var begun = new Inbox<int>();
        var finish = new TaskCompletionSource();
        var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                begun.Add(context.Message.Number);
                return finish.Task;
            },
            endpoint =>
            {
                endpoint.PrefetchCount = 10;
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.VisibilityTimeout = Hours;
            });
        await using var _ = process;
        for (var number = 0; number < 5; number++)
            await process.SendAsync(queue, new PackParcel { Number = number });
        await begun.NextAsync();
        await process.Wire.UntilAsync(wire => wire.HandedOut == 5);

        var stop = process.StopAsync();
        // The other four would be hidden for hours.
        Assert.Equal(4, (await cloud.TakeAsync(queue, 4)).Count);
        Assert.False(stop.IsCompleted);
        finish.SetResult();
        await stop;

        Assert.Equal((0, 0), await cloud.CountAsync(queue));
        Assert.Equal(0, begun.Count);
    }

    [Fact]
    public async Task Stop_AfterItsPatience_CancelsTheConsumer_AndGivesItsMessageBack()
    {
        var queue = Names.Queue();
        var begun = new Inbox<int>();
        var cancelled = new TaskCompletionSource();
        var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                begun.Add(context.Message.Number);
                await using var seen = context.CancellationToken.Register(cancelled.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            },
            endpoint => endpoint.VisibilityTimeout = Hours,
            register: bus => bus.AddOptions<MassTransitHostOptions>().Configure(options => options.ConsumerStopTimeout = TimeSpan.FromMilliseconds(100)));
        await using var _ = process;
        await process.SendAsync(queue, new PackParcel { Number = 1 });
        await begun.NextAsync();

        await process.StopAsync();
        await cancelled.Task.Within();

        Assert.Single(await cloud.TakeAsync(queue));
        Assert.Null(await cloud.Sqs.FindQueueAsync($"{queue}_error", CancellationToken.None));
    }

    [Fact]
    public async Task MessageOfAKilledProcess_ComesToAnother()
    {
        var queue = Names.Queue();
        var (begun, redelivered) = (new Inbox<int>(), new Inbox<(int, bool)>());
        var never = new TaskCompletionSource();
        await using var first = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                begun.Add(context.Message.Number);
                return never.Task.WaitAsync(context.CancellationToken);
            },
            Fragile);
        await first.SendAsync(queue, new PackParcel { Number = 5 });
        await begun.NextAsync();

        first.Kill();
        await using var second = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                redelivered.Add((context.Message.Number, context.ReceiveContext.Redelivered));
                return Task.CompletedTask;
            },
            Fragile);

        Assert.Equal((5, true), await redelivered.NextAsync());
    }

    [Fact]
    public async Task MessageThatKillsWhoWorksOnIt_EndsInDead()
    {
        var queue = Names.Queue();
        var begun = new Inbox<int>();
        var never = new TaskCompletionSource();
        for (var time = 1; time <= 2; time++)
        {
            await using var victim = await BusProcess.HandlingAsync<PackParcel>(
                cloud, queue,
                context =>
                {
                    begun.Add(context.Message.Number);
                    return never.Task.WaitAsync(context.CancellationToken);
                },
                TwoLives);
            if (time == 1)
                await victim.SendAsync(queue, new PackParcel { Number = 13 });
            await begun.NextAsync();
            victim.Kill();
        }

        await using var survivor = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                begun.Add(context.Message.Number);
                return Task.CompletedTask;
            },
            TwoLives);

        var dead = Assert.Single(await cloud.TakeAsync($"{queue}_dead"));
        Assert.Contains("\"number\": 13", dead.Body, StringComparison.Ordinal);
        Assert.Equal("application/vnd.masstransit+json", dead.Attributes["Content-Type"]);
        Assert.Equal(0, begun.Count);

        static void TwoLives(IAmazonSqsReceiveEndpointConfigurator endpoint)
        {
            Fragile(endpoint);
            endpoint.MaxReceiveCount = 2;
        }
    }

    [Fact]
    public async Task ConcurrencyLimit_IsKept_WhileMoreIsInHand()
    {
        var queue = Names.Queue();
        var begun = new Inbox<int>();
        var finish = new TaskCompletionSource();
        var (now, most) = (0, 0);
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                begun.Add(context.Message.Number);
                await finish.Task;
                Interlocked.Decrement(ref now);
            },
            endpoint =>
            {
                endpoint.PrefetchCount = 20;
                endpoint.ConcurrentMessageLimit = 3;
            });
        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => process.SendAsync(queue, new PackParcel { Number = number })));
        await process.Wire.UntilAsync(wire => wire.HandedOut >= 10);
        await begun.NextAsync(3);

        Assert.InRange((await cloud.CountAsync(queue)).InHand, 10, 20);
        finish.SetResult();
        await begun.NextAsync(27);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task BrokenPolls_MakeTheEndpointUnhealthy_UntilTheyWork()
    {
        var queue = Names.Queue();
        var broken = true;
        var got = new Inbox<int>();
        var wire = new Wire
        {
            Instead = (action, _) => action == "ReceiveMessage" && Volatile.Read(ref broken)
                ? Wire.Json(System.Net.HttpStatusCode.Forbidden, """{"__type":"com.amazonaws.sqs#AccessDeniedException","message":"no"}""")
                : null,
        };
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            },
            wire: wire);

        await wire.UntilAsync(w => w.Refused >= 2);
        var ill = await process.CheckHealthAsync();
        Volatile.Write(ref broken, false);
        await process.SendAsync(queue, new PackParcel { Number = 1 });
        await got.NextAsync();
        var well = await process.CheckHealthAsync();

        Assert.NotEqual(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, ill.Status);
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, well.Status);
    }

    [Fact]
    public async Task PurgeOnStartup_EmptiesTheQueue()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var sender = await BusProcess.StartAsync(cloud, _ => { });
        await sender.SendAsync(queue, new PackParcel { Number = 1 });

        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            },
            endpoint => endpoint.PurgeOnStartup = true);
        await sender.SendAsync(queue, new PackParcel { Number = 2 });

        Assert.Equal(2, await got.NextAsync());
    }

    [Fact]
    public async Task BusThatWasStopped_StartsAgain()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            },
            wire: new Wire { Lasting = true });

        await process.Bus.StopAsync(CancellationToken.None).Within();
        await process.Bus.StartAsync(CancellationToken.None).Within();
        await process.SendAsync(queue, new PackParcel { Number = 3 });

        Assert.Equal(3, await got.NextAsync());
    }

    [Fact]
    public async Task QueueRemovedUnderTheEndpoint_IsMadeAgain()
    {
        var queue = Names.Queue();
        var got = new Inbox<int>();
        await using var process = await BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            context =>
            {
                got.Add(context.Message.Number);
                return Task.CompletedTask;
            });

        await cloud.Sqs.DeleteQueueAsync(await cloud.QueueAsync(queue), CancellationToken.None);
        await process.Wire.UntilAsync(wire => wire.Count("CreateQueue") >= 3);
        await process.SendAsync(queue, new PackParcel { Number = 4 });

        Assert.Equal(4, await got.NextAsync());
    }

    private static void Fragile(IAmazonSqsReceiveEndpointConfigurator endpoint)
    {
        endpoint.VisibilityTimeout = TimeSpan.FromSeconds(1);
        endpoint.PrefetchCount = 1;
        endpoint.ConcurrentMessageLimit = 1;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
