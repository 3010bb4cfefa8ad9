using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Tests.Topology;

public class OnceCacheTests
{
    private readonly OnceCache<int> cache = new();

    [Fact]
    public async Task ManyWhoAsk_GetTheSame()
    {
        var finish = new TaskCompletionSource();
        var made = 0;
        var asked = Enumerable.Range(0, 10).Select(_ => cache.GetAsync("a", async () =>
        {
            await finish.Task;
            return Interlocked.Increment(ref made);
        }, CancellationToken.None)).ToList();

        finish.SetResult();

        Assert.All(await Task.WhenAll(asked), value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task WhatCouldNotBeMade_IsMadeByTheNext()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync("a", () => Task.FromException<int>(new InvalidOperationException()), CancellationToken.None));

        Assert.Equal(2, await cache.GetAsync("a", () => Task.FromResult(2), CancellationToken.None));
    }

    [Fact]
    public async Task CallerWhoGoesAway_DoesNotStopTheMaking()
    {
        var finish = new TaskCompletionSource<int>();
        using var gone = new CancellationTokenSource();
        var first = cache.GetAsync("a", () => finish.Task, gone.Token);
        var second = cache.GetAsync("a", () => Task.FromResult(-1), CancellationToken.None);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        finish.SetResult(3);

        Assert.Equal(3, await second);
    }
}
