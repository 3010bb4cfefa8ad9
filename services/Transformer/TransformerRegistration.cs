using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Transformer;

/// <summary>Puts the transformer into a host.</summary>
public static class TransformerRegistration
{
    /// <summary>Adds the transformer's consumers; the host brings the object store, the bundle store, the lakes and the warehouse.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="sweeps">What nobody needs is swept when an attempt ends; else that is the host's.</param>
    public static void AddTransformer(this IBusRegistrationConfigurator bus, bool sweeps = false)
    {
        bus.AddSingleton<CandidateBuilder>();
        bus.AddSingleton<ReleaseLake>();
        bus.AddSingleton<ReleasePublisher>();
        bus.AddSingleton<TransformerEffects>();
        bus.AddServiceConsumer<OpenAttemptConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<CloseAttemptConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<BuildCandidateConsumer>(TransformerEffects.Service, concurrency: 2);
        bus.AddServiceConsumer<PublishReleaseConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<InquireReleaseConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddDiscard<TransformerEffects>();
        if (sweeps)
            bus.AddServiceConsumer<SweepConsumer>(TransformerEffects.Service, concurrency: 1);
    }
}
