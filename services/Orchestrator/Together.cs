using MassTransit;
using MassTransit.SagaStateMachine;

namespace EtlMesh.Orchestrator;

/// <summary>Lines of a saga's table that always come together, as one.</summary>
internal sealed class Together<TSaga>(params EventActivities<TSaga>[] lines) : EventActivities<TSaga>
    where TSaga : class, SagaStateMachineInstance
{
    public IEnumerable<IActivityBinder<TSaga>> GetStateActivityBinders() => lines.SelectMany(line => line.GetStateActivityBinders());
}
