using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>The account that a bus works with: one pool of connections for both services, and the broker over it.</summary>
internal sealed class SqsAccount : IAsyncDisposable
{
    private readonly HttpClient http;

    public SqsAccount(SqsHostSettings settings)
    {
        // Each call has a patience of its own; the client's would end long polls.
        http = new HttpClient(settings.Wire()) { Timeout = Timeout.InfiniteTimeSpan };
        var keys = settings.Keys;
        Broker = new Broker(
            new SqsClient(http, settings.Sqs, keys, settings.Time),
            new SnsClient(http, settings.Sns, keys, settings.Time),
            settings.LookUpOnly,
            settings.Time);
    }

    public Broker Broker { get; }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        http.Dispose();
    }
}
