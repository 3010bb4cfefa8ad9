namespace EtlMesh.AmazonSqs;

/// <summary>A message as it lies in a queue.</summary>
/// <param name="Id">SQS's own id of it; a message that is sent again has another.</param>
/// <param name="Receipt">Names this receipt of the message; <see cref="Queues.DeleteAsync"/> wants it.</param>
/// <param name="Body">Whatever was sent.</param>
/// <param name="Attributes">The sender's attributes, the texts among them.</param>
/// <param name="SentAt">When it came to its first queue; nothing when SQS did not say.</param>
/// <param name="ReceiveCount">How often it was handed out, this time included.</param>
/// <param name="Group">The group whose order a FIFO queue keeps.</param>
public sealed record QueueMessage(
    string Id, string Receipt, string Body, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset? SentAt, int ReceiveCount, string? Group);
