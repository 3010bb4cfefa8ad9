using MassTransit.Context;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>A message on its way to a queue or topic. The properties travel through an outbox under MassTransit.AmazonSQS's names.</summary>
internal sealed class SqsSendContext<T>(T message, CancellationToken cancellationToken) : MessageSendContext<T>(message, cancellationToken), IAmazonSqsSendContext
    where T : class
{
    public string? GroupId { get; set; }

    public string? DeduplicationId { get; set; }

    public override void ReadPropertiesFrom(IReadOnlyDictionary<string, object> properties)
    {
        base.ReadPropertiesFrom(properties);
        GroupId = ReadString(properties, PropertyNames.GroupId);
        DeduplicationId = ReadString(properties, PropertyNames.DeduplicationId);
    }

    public override void WritePropertiesTo(IDictionary<string, object> properties)
    {
        base.WritePropertiesTo(properties);
        if (!string.IsNullOrWhiteSpace(GroupId))
            properties[PropertyNames.GroupId] = GroupId;
        if (!string.IsNullOrWhiteSpace(DeduplicationId))
            properties[PropertyNames.DeduplicationId] = DeduplicationId;
    }
}
