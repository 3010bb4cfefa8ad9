using EtlMesh.AmazonSqs.Topology;
using EtlMesh.AmazonSqs.Transport;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Configuration;

/// <summary>Builds an endpoint: notes the topic of each message type that is consumed, and adds the ways out for messages that fail.</summary>
internal sealed class SqsReceiveEndpointBuilder(SqsReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration)
{
    public override ConnectHandle ConnectConsumePipe<T>(IPipe<ConsumeContext<T>> pipe, ConnectPipeOptions options)
    {
        if (configuration.ConfigureConsumeTopology
            && options.HasFlag(ConnectPipeOptions.ConfigureConsumeTopology)
            && configuration.SqsTopology.Consume.GetMessageTopology<T>().ConfigureConsumeTopology
            && GlobalTopology.IsConsumableMessageType(typeof(T))
            && !configuration.SqsTopology.Publish.IsExcluded<T>())
        {
            configuration.Subscribe<T>();
        }

        return base.ConnectConsumePipe(pipe, options);
    }

    public SqsReceiveEndpointContext CreateContext(SqsHostConfiguration host)
    {
        var queue = configuration.Settings.Queue;
        var send = configuration.SqsTopology.Send;
        var errors = Broker.Beside(queue, EntityName.Beside(queue.Name, send.ErrorQueueNameFormatter.FormatErrorQueueName));
        var skipped = Broker.Beside(queue, EntityName.Beside(queue.Name, send.DeadLetterQueueNameFormatter.FormatDeadLetterQueueName));
        var context = new SqsReceiveEndpointContext(host, configuration, errors, skipped);
        context.GetOrAddPayload<IErrorTransport>(() => new ErrorTransport(host, errors));
        context.GetOrAddPayload<IDeadLetterTransport>(() => new SkippedTransport(host, skipped));
        context.GetOrAddPayload(() => host.Topology);
        return context;
    }
}
