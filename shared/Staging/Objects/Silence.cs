namespace EtlMesh.Staging;

/// <summary>Cancels a call that passes no byte for too long.</summary>
internal sealed class Silence : IDisposable
{
    private readonly TimeSpan _most;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _caller;

    public Silence(TimeSpan most, TimeProvider time, CancellationToken caller)
    {
        _most = most;
        _source = new CancellationTokenSource(most, time);
        _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>A byte has passed.</summary>
    public void Broken() => _source.CancelAfter(_most);

    public void Dispose()
    {
        _caller.Dispose();
        _source.Dispose();
    }
}
