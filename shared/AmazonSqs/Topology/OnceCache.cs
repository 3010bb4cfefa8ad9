using System.Collections.Concurrent;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>Makes each thing once, however many ask at a time. What could not be made is not kept: the next who asks tries again.</summary>
internal sealed class OnceCache<T>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> made = new(StringComparer.Ordinal);

    public IEnumerable<T> Made => made.Values.Where(task => task is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }).Select(task => task.Value.Result);

    /// <param name="make">Runs to its end even if the caller goes away: others may wait for the same.</param>
    public async Task<T> GetAsync(string name, Func<Task<T>> make, CancellationToken cancellationToken)
    {
        var task = made.GetOrAdd(name, static (_, make) => new Lazy<Task<T>>(make), make);
        try
        {
            return await task.Value.WaitAsync(cancellationToken);
        }
        catch when (task.Value.IsFaulted || task.Value.IsCanceled)
        {
            made.TryRemove(KeyValuePair.Create(name, task));
            throw;
        }
    }

    /// <summary>Forgets a thing that is no longer there.</summary>
    public void Forget(string name) => made.TryRemove(name, out _);
}
