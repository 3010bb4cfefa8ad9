using EtlMesh.AmazonSqs.Configuration;
using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Turns a message of the bus into one of SQS or SNS and sends it.</summary>
internal sealed class SqsSendTransportContext(SqsHostConfiguration host, ReceiveEndpointContext endpoint, Destination destination)
    : BaseSendTransportContext(host, endpoint.Serialization), SendTransportContext<PipeContext>
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    public override string EntityName => destination.Name;

    public override string ActivitySystem => "aws_sqs";

    public override async Task<SendContext<T>> CreateSendContext<T>(T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
    {
        var context = new SqsSendContext<T>(message, cancellationToken);
        await pipe.Send(context);
        return context;
    }

    public Task<SendContext<T>> CreateSendContext<T>(PipeContext context, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => CreateSendContext(message, pipe, cancellationToken);

    public Task Send(IPipe<PipeContext> pipe, CancellationToken cancellationToken) => pipe.Send(new CallContext(cancellationToken));

    public Task Send<T>(PipeContext transportContext, SendContext<T> sendContext)
        where T : class
    {
        var context = (SqsSendContext<T>)sendContext;
        var message = new OutboundMessage(
            context.Body.GetString(), MessageAttributes.Of(context), GroupOf(context), DeduplicationOf(context), DelayOf(context.Delay));
        return destination.SendAsync(host.Account.Broker, message, context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.Add("destination", destination.Name);

    private string? GroupOf(IAmazonSqsSendContext context)
    {
        if (!destination.IsFifo || !string.IsNullOrEmpty(context.GroupId))
            return context.GroupId;
        throw new TerminalEtlException($"Sending a message to {destination.Name} needs a group, whose messages keep their order: call SetGroupId on the send context.");
    }

    /// <summary>A message's id stays the same when it is sent again, so it is what tells doubles.</summary>
    private string? DeduplicationOf(IAmazonSqsSendContext context) =>
        string.IsNullOrEmpty(context.DeduplicationId) && destination.IsFifo ? context.MessageId?.ToString("N") : context.DeduplicationId;

    private int DelayOf(TimeSpan? delay)
    {
        if (delay is null || delay <= TimeSpan.Zero)
            return 0;
        if (!destination.CanDelay)
            throw new TerminalEtlException($"Sending a message to {destination.Name} with a delay is impossible: topics and FIFO queues have none. Send it to a queue without order.");
        if (delay > LongestDelay)
            throw new TerminalEtlException($"Sending a message to {destination.Name} with a delay of {delay} is impossible: SQS delays 15 minutes at most. Keep later messages in a database.");
        return (int)Math.Ceiling(delay.Value.TotalSeconds);
    }

    private sealed class CallContext(CancellationToken cancellationToken) : BasePipeContext(cancellationToken);
}
