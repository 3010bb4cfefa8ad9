using System.Globalization;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>A message as SQS hands it out.</summary>
/// <param name="ReceiptHandle">Names this receipt of the message; a later receipt has another.</param>
/// <param name="Attributes">The sender's attributes, the texts among them.</param>
/// <param name="SystemAttributes">Of SQS's own <c>SentTimestamp</c>, <c>ApproximateReceiveCount</c>, <c>MessageGroupId</c> and <c>MessageDeduplicationId</c>.</param>
internal sealed record InboundMessage(
    string MessageId,
    string ReceiptHandle,
    string Body,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> SystemAttributes)
{
    public string? GroupId => SystemAttributes.GetValueOrDefault("MessageGroupId");

    public string? DeduplicationId => SystemAttributes.GetValueOrDefault("MessageDeduplicationId");

    /// <summary>When it was sent; nothing when SQS did not say.</summary>
    public DateTimeOffset? SentAt => long.TryParse(SystemAttributes.GetValueOrDefault("SentTimestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : null;

    /// <summary>How often the message was handed out, this time included.</summary>
    public int ReceiveCount => int.TryParse(SystemAttributes.GetValueOrDefault("ApproximateReceiveCount"), out var count) ? count : 1;
}
