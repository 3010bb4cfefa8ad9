using MassTransit;

namespace EtlMesh.AmazonSqs;

/// <summary>What a FIFO queue or topic needs to know of a message.</summary>
public interface IAmazonSqsSendContext : SendContext
{
    /// <summary>Messages of one group keep their order.</summary>
    string? GroupId { get; set; }

    /// <summary>A message with an id that was sent within the last five minutes is dropped. The message's own id, if nothing is said.</summary>
    string? DeduplicationId { get; set; }
}
