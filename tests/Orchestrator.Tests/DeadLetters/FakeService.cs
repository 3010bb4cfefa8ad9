using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>A service of the mesh that answers one command as the simulated services do.</summary>
internal sealed class FakeService<T>(MeshNight night) : IConsumer<T>
    where T : StageCommand
{
    public async Task Consume(ConsumeContext<T> context)
    {
        foreach (var reply in night.Answer(context.Message, context.ReceiveContext.Body.GetString()))
            await context.Publish(reply, reply.GetType(), context.CancellationToken);
    }
}
