using System.Threading.Channels;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>Where handlers put what they got, and tests wait for it.</summary>
internal sealed class Inbox<T>
{
    private readonly Channel<T> items = Channel.CreateUnbounded<T>();

    public int Count => items.Reader.Count;

    public void Add(T item) => items.Writer.TryWrite(item);

    public Task<T> NextAsync() => items.Reader.ReadAsync().AsTask().Within();

    public async Task<List<T>> NextAsync(int count)
    {
        var next = new List<T>();
        while (next.Count < count)
            next.Add(await NextAsync());
        return next;
    }
}
