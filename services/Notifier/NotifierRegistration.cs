using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Notifier;

/// <summary>Puts the notifier into a host.</summary>
public static class NotifierRegistration
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);

    /// <summary>Adds the notifier's consumer; the host brings the object store, the bundle store and the warehouse.</summary>
    public static void AddNotifier(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<HeadlineReader>();
        bus.AddSingleton<RunNotifier>();
        bus.AddSingleton<IChannel, ConsoleChannel>();
        bus.AddSingleton<IChannel, FileChannel>();
        bus.AddSingleton<IChannel>(_ => new WebhookChannel(new HttpClient { Timeout = AnswerWithin }));
        bus.AddServiceConsumer<SendNotificationConsumer>("notifier", concurrency: 2);
    }
}
