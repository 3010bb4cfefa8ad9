using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Topology;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Moves messages whose consumer failed to <c>{queue}_error</c>.</summary>
internal sealed class ErrorTransport(SqsHostConfiguration host, QueueDefinition errors) : IErrorTransport
{
    private readonly Mover mover = new(host, errors);

    public Task Send(ExceptionReceiveContext context) =>
        mover.MoveAsync(context, received => MessageAttributes.OfFailed(received, context.ExceptionHeaders, context.Exception));
}
