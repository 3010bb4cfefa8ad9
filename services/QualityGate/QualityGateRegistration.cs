using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.QualityGate;

/// <summary>Puts the quality gate into a host.</summary>
public static class QualityGateRegistration
{
    /// <summary>Adds the gate's consumers; the host brings the object store and the warehouse.</summary>
    public static void AddQualityGate(this IBusRegistrationConfigurator bus)
    {
        bus.AddSingleton<CandidateChecker>();
        bus.AddSingleton<QualityGateEffects>();
        bus.AddServiceConsumer<CheckCandidateConsumer>(QualityGateEffects.Service, concurrency: 2);
        bus.AddDiscard<QualityGateEffects>();
    }
}
