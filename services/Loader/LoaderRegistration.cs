using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Loader;

/// <summary>Puts the loader into a host.</summary>
public static class LoaderRegistration
{
    /// <summary>Adds the loader's consumers; the host brings the object store, the bundle store and the warehouse.</summary>
    public static void AddLoader(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<QuarantineLimit>();
        bus.AddSingleton<TableLoader>();
        bus.AddSingleton<LoaderEffects>();
        bus.AddServiceConsumer<LoadTableConsumer>(LoaderEffects.Service, concurrency: Environment.ProcessorCount);
        bus.AddDiscard<LoaderEffects>();
    }
}
