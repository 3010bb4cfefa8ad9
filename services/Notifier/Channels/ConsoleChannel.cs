using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Notifier;

/// <summary>A line in the service's log.</summary>
public sealed class ConsoleChannel(ILogger<ConsoleChannel> logger) : IChannel
{
    public NotifyChannel Kind => NotifyChannel.Console;

    public Task SendAsync(NotifyDefinition channel, SendNotification notification, string? report, CancellationToken ct)
    {
        logger.RunEnded(notification.Pipeline, notification.RunDate, notification.Summary.State, notification.Summary.Reason ?? "", report ?? "none");
        return Task.CompletedTask;
    }
}
