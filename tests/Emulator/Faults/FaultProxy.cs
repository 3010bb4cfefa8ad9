using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EtlMesh.Emulator;

/// <summary>Stands before an HTTP service on a port of its own, notes the calls, and does to some of them what networks and services do at times.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ProxiedCall> _calls = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Uri _service;
    private readonly Task _accepting;
    private ProxyRule[] _rules = [];

    private FaultProxy(Uri service)
    {
        _service = service;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where callers find the service.</summary>
    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<ProxiedCall> Calls => [.. _calls];

    public static FaultProxy Start(Uri service) => new(service);

    /// <summary>From now on; the first rule that concerns a call has it.</summary>
    public ProxyRule On(Func<ProxiedCall, bool> concerns, ProxyFault fault, int times = 1)
    {
        var rule = new ProxyRule(concerns, fault, times);
        _rules = [.. _rules, rule];
        return rule;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stopping.Dispose();
    }

    internal (ProxyRule? Rule, ProxyFault? Fault) Note(ProxiedCall call)
    {
        _calls.Enqueue(call);
        foreach (var rule in _rules)
        {
            if (rule.Take(call) is { } fault)
                return (rule, fault);
        }

        return (null, null);
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                var connection = Task.Run(() => new ProxyConnection(this, client, _service).RunAsync(_stopping.Token), CancellationToken.None);
                _connections.TryAdd(connection, 0);
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // It is stopping, or the caller has gone already.
            }
        }
    }
}
