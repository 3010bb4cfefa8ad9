using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Transformer;

/// <summary>Puts the transformer into a host.</summary>
public static class TransformerRegistration
{
    /// <summary>Adds the transformer's consumers; the host brings the object store, the bundle store and the warehouse.</summary>
    public static void AddTransformer(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<CandidateBuilder>();
        bus.AddSingleton<ReleasePublisher>();
        bus.AddSingleton<TransformerEffects>();
        bus.AddServiceConsumer<OpenAttemptConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<CloseAttemptConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<BuildCandidateConsumer>(TransformerEffects.Service, concurrency: 2);
        bus.AddServiceConsumer<PublishReleaseConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddServiceConsumer<InquireReleaseConsumer>(TransformerEffects.Service, concurrency: 1);
        bus.AddDiscard<TransformerEffects>();
    }
}
