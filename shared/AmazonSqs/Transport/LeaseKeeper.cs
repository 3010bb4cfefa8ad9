using System.Collections.Concurrent;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Hides the messages in hand again before their time is over, those that wait as well as those that are worked on.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Delivery, byte> held = new();
    private readonly PeriodicTimer timer;
    private readonly Task keeping;

    public LeaseKeeper(TimeSpan visibility, TimeProvider time)
    {
        var period = visibility / 10;
        timer = new PeriodicTimer(period < Shortest ? Shortest : period, time);
        keeping = Task.Run(KeepAsync);
    }

    public void Hold(Delivery delivery) => held[delivery] = 0;

    public void Release(Delivery delivery) => held.TryRemove(delivery, out _);

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await keeping;
    }

    private async Task KeepAsync()
    {
        while (await timer.WaitForNextTickAsync())
        {
            foreach (var (delivery, _) in held)
            {
                // Not awaited: one slow renewal must not keep the others waiting. It tells its failures to its consumer.
                if (delivery.IsDue)
                    _ = delivery.RenewAsync();
            }
        }
    }
}
