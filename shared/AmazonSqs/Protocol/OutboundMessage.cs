using System.Text;

namespace EtlMesh.AmazonSqs.Protocol;

/// <summary>A message for a queue or a topic.</summary>
/// <param name="Body">The envelope.</param>
/// <param name="Attributes">At most ten texts.</param>
/// <param name="DelaySeconds">0 to 900; queues only.</param>
internal sealed record OutboundMessage(
    string Body,
    IReadOnlyDictionary<string, string> Attributes,
    string? GroupId = null,
    string? DeduplicationId = null,
    int DelaySeconds = 0)
{
    private const string Text = "String";

    /// <summary>The bytes that count against the limits: the body, and each attribute's name, type and value.</summary>
    public int Size { get; } = Encoding.UTF8.GetByteCount(Body) +
        Attributes.Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + Text.Length + Encoding.UTF8.GetByteCount(attribute.Value));
}
