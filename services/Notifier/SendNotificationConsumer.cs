using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;

namespace EtlMesh.Notifier;

/// <summary>Writes a run's report and tells the channels.</summary>
public sealed class SendNotificationConsumer(RunNotifier notifier) : IConsumer<SendNotification>
{
    public async Task Consume(ConsumeContext<SendNotification> context)
    {
        var command = context.Message;
        var report = await notifier.NotifyAsync(command, context.CancellationToken);
        await context.Publish(new NotificationSent
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            State = command.Summary.State,
            Report = report,
        }, context.CancellationToken);
    }
}
