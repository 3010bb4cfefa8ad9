using EtlMesh.Extractor.Extracting;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Probing;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Extractor;

/// <summary>Puts the extractor into a host.</summary>
public static class ExtractorRegistration
{
    /// <summary>Adds the extractor's consumers; the host brings the object store and the bundle store.</summary>
    public static void AddExtractor(this IBusRegistrationConfigurator bus, ExtractorOptions options)
    {
        bus.AddSingleton(options);
        bus.AddSingleton(provider => SourceConnectors.All(options, provider.GetRequiredService<TimeProvider>()));
        bus.AddSingleton<PipelineSources>();
        bus.AddSingleton<SourceProbe>();
        bus.AddSingleton<ExtractorEffects>();
        bus.AddServiceConsumer<ProbeSourceConsumer>(ExtractorEffects.Service, concurrency: 2);
        bus.AddServiceConsumer<PlanTableConsumer>(ExtractorEffects.Service, options.Concurrency);
        bus.AddServiceConsumer<ExtractSliceConsumer>(ExtractorEffects.Service, options.Concurrency);
        bus.AddDiscard<ExtractorEffects>();
    }
}
