namespace EtlMesh.Emulator;

/// <summary>A fault for some calls, a number of times.</summary>
public sealed class ProxyRule
{
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ProxiedCall, bool> _concerns;
    private readonly ProxyFault _fault;
    private int _left;
    private int _happened;

    internal ProxyRule(Func<ProxiedCall, bool> concerns, ProxyFault fault, int times) => (_concerns, _fault, _left) = (concerns, fault, times);

    /// <summary>How often it has happened: a call that it concerns, and the byte that it is about, came by.</summary>
    public int Happened => Volatile.Read(ref _happened);

    /// <summary>Ends when it has happened for the first time.</summary>
    public Task First => _first.Task;

    internal ProxyFault? Take(ProxiedCall call) =>
        _concerns(call) && Interlocked.Decrement(ref _left) >= 0 ? _fault : null;

    internal void Happens()
    {
        Interlocked.Increment(ref _happened);
        _first.TrySetResult();
    }
}
