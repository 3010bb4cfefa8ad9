using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>Work that is done ahead by one: while a thing is used, the next one is fetched. What nobody comes for is ended and disposed.</summary>
internal sealed class Ahead<T>(CancellationToken ct) : IDisposable
    where T : IDisposable
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
    private Task<T>? coming;

    public bool IsComing => coming is not null;

    /// <summary>Begins to fetch the next one.</summary>
    public void Begin(Func<CancellationToken, Task<T>> fetch) => coming = Task.Run(() => fetch(stop.Token), CancellationToken.None);

    /// <summary>Waits for it.</summary>
    public T Take()
    {
        var taken = coming!;
        coming = null;
        return taken.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        stop.Cancel();
        try
        {
            if (coming is not null)
                Take().Dispose();
        }
        catch (Exception e) when (e is OperationCanceledException or TransientEtlException or TerminalEtlException or IOException)
        {
            // Nobody came for it: what made that so says more.
        }

        stop.Dispose();
    }
}
