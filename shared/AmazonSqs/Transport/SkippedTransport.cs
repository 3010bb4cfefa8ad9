using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Moves messages that nobody here consumes to <c>{queue}_skipped</c>.</summary>
internal sealed class SkippedTransport(SqsHostConfiguration host, QueueDefinition skipped) : IDeadLetterTransport
{
    private readonly Mover mover = new(host, skipped);

    public Task Send(ReceiveContext context, string? reason) =>
        mover.MoveAsync(context, received => MessageAttributes.OfFailed(received, reason ?? "Unspecified"));
}
