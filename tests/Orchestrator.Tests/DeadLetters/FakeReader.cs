using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>Hears how runs end, or are suspended.</summary>
internal sealed class FakeReader(MeshNight night)
    : IConsumer<RunSuspended>, IConsumer<RunCompleted>, IConsumer<RunFailed>, IConsumer<RunBlocked>, IConsumer<RunCancelled>
{
    public Task Consume(ConsumeContext<RunSuspended> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunCompleted> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunFailed> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunBlocked> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunCancelled> context) => Tell(context.Message);

    private Task Tell(RunMessage news)
    {
        night.Tell(news);
        return Task.CompletedTask;
    }
}
