using EtlMesh.AmazonSqs.Batching;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A topic that is there; publishes go out in batches.</summary>
internal sealed class SnsTopic : IAsyncDisposable
{
    private readonly Batcher<OutboundMessage> publishes;

    public SnsTopic(string name, string arn, SnsClient client, TimeProvider time)
    {
        (Name, Arn) = (name, arn);
        publishes = new Batcher<OutboundMessage>(
            EntityName.IsFifo(name) ? BatchLimits.Ordered : BatchLimits.Usual,
            $"Publishing to topic {name}", message => message.Size, (batch, stop) => client.PublishAsync(arn, batch, stop), time);
    }

    public string Name { get; }

    public string Arn { get; }

    /// <exception cref="TerminalEtlException">The message is larger than SNS takes.</exception>
    public Task PublishAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        MessageSize.Check(message, MessageSize.Topic, $"topic {Name}");
        return publishes.AddAsync(message, cancellationToken);
    }

    public ValueTask DisposeAsync() => publishes.DisposeAsync();
}
