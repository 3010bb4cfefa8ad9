using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Notifier;

/// <summary>Puts the notifier into a host.</summary>
public static class NotifierRegistration
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AddressKeptFor = TimeSpan.FromMinutes(5);

    /// <summary>Adds the notifier's consumer; the host brings the object store, the bundle store and the warehouse.</summary>
    public static void AddNotifier(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<FactsReader>();
        bus.AddSingleton<RunNotifier>();
        bus.AddSingleton<IChannel, ConsoleChannel>();
        bus.AddSingleton<IChannel, FileChannel>();
        bus.AddSingleton<IChannel>(_ => new WebhookChannel(new HttpClient(Direct()) { Timeout = AnswerWithin }));
        bus.AddServiceConsumer<SendNotificationConsumer>("notifier", concurrency: 2);
    }

    /// <summary>
    /// A redirect would turn the POST into a GET, whose answer says nothing; and an address in DNS may change.
    /// The receiver is told of no trace: its spans would hang under one that is never sent.
    /// </summary>
    internal static SocketsHttpHandler Direct() =>
        new() { AllowAutoRedirect = false, PooledConnectionLifetime = AddressKeptFor, ActivityHeadersPropagator = null };
}
