using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Notifier;

/// <summary>One way of telling people.</summary>
public interface IChannel
{
    NotifyChannel Kind { get; }

    /// <exception cref="TransientEtlException">The receiver did not take it now.</exception>
    /// <exception cref="TerminalEtlException">The receiver refuses it, or the channel is not set up.</exception>
    Task SendAsync(NotifyDefinition channel, SendNotification notification, string? report, CancellationToken ct);
}
