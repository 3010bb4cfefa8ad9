using System.Globalization;
using EtlMesh.AmazonSqs.Batching;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A queue that is there, and what one does with it, in batches.</summary>
internal sealed class SqsQueue : IAsyncDisposable
{
    private readonly SqsClient client;
    private volatile IReadOnlyDictionary<string, string> attributes;
    private readonly Batcher<OutboundMessage> sends;
    private readonly Batcher<string> deletes;
    private readonly Batcher<Hiding> hidings;

    /// <param name="attributes">As SQS tells them.</param>
    public SqsQueue(string name, string url, IReadOnlyDictionary<string, string> attributes, SqsClient client, TimeProvider time)
    {
        (Name, Url, this.attributes, this.client) = (name, url, attributes, client);
        sends = new Batcher<OutboundMessage>(
            IsFifo ? BatchLimits.Ordered : BatchLimits.Usual, $"Sending to queue {name}", message => message.Size, (batch, stop) => client.SendAsync(url, batch, stop), time);
        deletes = new Batcher<string>(
            BatchLimits.Usual, $"Deleting a message of queue {name}", receipt => receipt.Length, (batch, stop) => client.DeleteAsync(url, batch, stop), time);
        hidings = new Batcher<Hiding>(
            BatchLimits.Usual, $"Hiding a message of queue {name}", hiding => hiding.Receipt.Length, (batch, stop) => client.HideAsync(url, batch, stop), time);
    }

    public string Name { get; }

    public string Url { get; }

    public string Arn => attributes["QueueArn"];

    public string? Policy => attributes.GetValueOrDefault("Policy");

    /// <summary>For how long a received message stays hidden unless its receiver says otherwise.</summary>
    public TimeSpan Visibility => TimeSpan.FromSeconds(Number("VisibilityTimeout", 30));

    /// <summary>The largest message that this queue takes, in bytes.</summary>
    public int MaximumMessageSize => Number("MaximumMessageSize", 1024 * 1024);

    private bool IsFifo => EntityName.IsFifo(Name);

    /// <summary>The attributes were read again.</summary>
    public void Refresh(IReadOnlyDictionary<string, string> read) => attributes = read;

    /// <exception cref="TerminalEtlException">The message is larger than the queue takes.</exception>
    public Task SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        MessageSize.Check(message, MaximumMessageSize, $"queue {Name}");
        return sends.AddAsync(message, cancellationToken);
    }

    public Task<IReadOnlyList<InboundMessage>> ReceiveAsync(int most, TimeSpan wait, TimeSpan? visibility, CancellationToken cancellationToken) =>
        client.ReceiveAsync(Url, most, wait, visibility, cancellationToken);

    public Task DeleteAsync(string receipt, CancellationToken cancellationToken) => deletes.AddAsync(receipt, cancellationToken);

    /// <summary>Hides a received message for so long from now on; zero gives it back.</summary>
    public Task HideAsync(string receipt, TimeSpan duration, CancellationToken cancellationToken) =>
        hidings.AddAsync(new Hiding(receipt, (int)Math.Ceiling(duration.TotalSeconds)), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await sends.DisposeAsync();
        await deletes.DisposeAsync();
        await hidings.DisposeAsync();
    }

    private int Number(string attribute, int otherwise) =>
        int.TryParse(attributes.GetValueOrDefault(attribute), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
