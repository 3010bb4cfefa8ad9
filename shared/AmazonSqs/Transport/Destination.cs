using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Where messages are sent.</summary>
/// <param name="Name">The queue's or topic's name.</param>
/// <param name="CanDelay">Whether a message may come later than it was sent.</param>
internal abstract record Destination(string Name, bool CanDelay)
{
    public bool IsFifo { get; } = EntityName.IsFifo(Name);

    /// <summary>Sends; if the queue or topic has gone since it was looked up, it is looked up or made once more.</summary>
    public async Task SendAsync(Broker broker, OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await DeliverAsync(broker, message, cancellationToken);
            }
            catch (AwsCallException gone) when (gone.IsMissing)
            {
                Forget(broker);
                await DeliverAsync(broker, message, cancellationToken);
            }
        }
        catch (AwsCallException failed)
        {
            throw failed.AsEtlFailure();
        }
    }

    protected abstract Task DeliverAsync(Broker broker, OutboundMessage message, CancellationToken cancellationToken);

    protected abstract void Forget(Broker broker);
}
