using System.Collections.Concurrent;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class KilledProcessesTests(EmulatedCloud cloud) : IClassFixture<EmulatedCloud>
{
    private const int Messages = 10_000;
    private const int BetweenKills = 2_000;

    [Fact]
    public async Task TenThousandMessages_WhileConsumersAreKilledAndStartedAgain_NoneIsLostAndNoneTakesEffectTwice()
    {
        var queue = Names.Queue();
        var effects = new ConcurrentDictionary<int, int>();
        var reached = Enumerable.Range(1, Messages / BetweenKills).ToDictionary(times => times * BetweenKills, _ => new TaskCompletionSource());
        var killed = new List<BusProcess>();
        var redelivered = 0;
        var total = 0;
        await using var sender = await BusProcess.StartAsync(cloud, _ => { });
        var sending = Parallel.ForEachAsync(
            Enumerable.Range(0, Messages), new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (number, _) => await sender.SendAsync(queue, new PackParcel { Number = number }));

        await using var steady = await WorkerAsync(() => false);
        for (var effect = BetweenKills; effect <= Messages; effect += BetweenKills)
        {
            var dead = new StrongBox();
            var victim = await WorkerAsync(() => dead.Value);
            killed.Add(victim);
            await reached[effect].Task.Within();
            dead.Value = true;
            victim.Kill();
        }

        await sending;
        await steady.StopAsync();
        foreach (var victim in killed)
            await victim.DisposeAsync();

        Assert.Equal(Messages, effects.Count);
        Assert.All(effects.Values, times => Assert.Equal(1, times));
        Assert.True(redelivered > 0, "no kill hit a message in hand");

        Task<BusProcess> WorkerAsync(Func<bool> isDead) => BusProcess.HandlingAsync<PackParcel>(
            cloud, queue,
            async context =>
            {
                if (context.ReceiveContext.Redelivered)
                    Interlocked.Increment(ref redelivered);
                await Task.Yield();
                if (isDead())
                    throw new OperationCanceledException("dead");
                if (!effects.TryAdd(context.Message.Number, 1))
                    return;
                if (reached.TryGetValue(Interlocked.Increment(ref total), out var milestone))
                    milestone.SetResult();
            },
            endpoint =>
            {
                endpoint.VisibilityTimeout = TimeSpan.FromSeconds(2);
                endpoint.PrefetchCount = 50;
                endpoint.MaxReceiveCount = null;
            });
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }
}
