using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Notifier;

/// <summary>The report below <c>reports/</c>, which every run writes anyway.</summary>
public sealed class FileChannel : IChannel
{
    public NotifyChannel Kind => NotifyChannel.File;

    public Task SendAsync(NotifyDefinition channel, SendNotification notification, string? report, CancellationToken ct) => Task.CompletedTask;
}
