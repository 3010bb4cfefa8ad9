using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>The limits on messages, looked at before anything is sent.</summary>
internal static class MessageSize
{
    /// <summary>What SNS takes, in bytes.</summary>
    public const int Topic = 256 * 1024;

    public static void Check(OutboundMessage message, int limit, string destination)
    {
        if (message.Size > limit)
        {
            throw new TerminalEtlException(
                $"Sending a message of {message.Size:N0} bytes to {destination} is refused: it takes {limit:N0} at most. " +
                "Put the data into the object store and send a reference to it.");
        }
    }
}
