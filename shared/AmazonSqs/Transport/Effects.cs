using System.Diagnostics;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>What becomes of a message, as activities: where a process can be struck in a test.</summary>
internal static class Effects
{
    /// <summary>A message that was received, until its handling has ended and it was acknowledged or given back.</summary>
    public const string Handle = "message.handle";

    /// <summary>The work is done; the message is being deleted.</summary>
    public const string Acknowledge = "message.acknowledge";

    private static readonly ActivitySource Source = new("EtlMesh.AmazonSqs");

    /// <returns>Null when nobody listens.</returns>
    public static Activity? Start(string effect) => Source.StartActivity(effect);
}
