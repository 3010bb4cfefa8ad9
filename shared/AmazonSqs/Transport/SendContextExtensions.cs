using MassTransit;

namespace EtlMesh.AmazonSqs;

/// <summary>Says what a FIFO queue or topic needs to know of a message.</summary>
public static class SendContextExtensions
{
    /// <exception cref="ArgumentException">The message does not go over SQS.</exception>
    public static void SetGroupId(this SendContext context, string groupId) => Sqs(context).GroupId = groupId;

    /// <inheritdoc cref="SetGroupId"/>
    public static void SetDeduplicationId(this SendContext context, string deduplicationId) => Sqs(context).DeduplicationId = deduplicationId;

    private static IAmazonSqsSendContext Sqs(SendContext context) =>
        context.TryGetPayload(out IAmazonSqsSendContext? sqs) ? sqs : throw new ArgumentException("The message does not go over SQS.", nameof(context));
}
