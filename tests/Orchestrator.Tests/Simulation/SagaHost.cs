using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using MassTransit;
using MassTransit.Context;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Runs a state machine without a bus: the instances in a dictionary, one message at a time.</summary>
public sealed class SagaHost<TMachine, TSaga>(TMachine machine, Outbox outbox, Func<object, Guid?> idOf, params Type[] starting)
    where TMachine : MassTransitStateMachine<TSaga>
    where TSaga : class, SagaStateMachineInstance, new()
{
    private static readonly MethodInfo RaiseMethod = typeof(SagaHost<TMachine, TSaga>).GetMethod(nameof(Raise), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly Dictionary<Type, PropertyInfo> Heard = typeof(TMachine).GetProperties()
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.Name is "Event`1" or "Schedule`2")
        .ToDictionary(property => property.PropertyType.GetGenericArguments()[^1]);

    private static readonly ConcurrentDictionary<Type, Type?> HeardAs = [];
    private static readonly ConcurrentDictionary<Type, MethodInfo> Raisers = [];

    public Dictionary<Guid, TSaga> Instances { get; } = [];

    /// <summary>Instances are written as JSON and read again between messages, as a database would.</summary>
    public bool Stores { get; set; }

    /// <summary>Hands a message to the instance that it is about, when there is one or the message starts one.</summary>
    public void Deliver(object message, Guid messageId)
    {
        if (!HeardAs.TryGetValue(message.GetType(), out var type))
            HeardAs[message.GetType()] = type = Heard.Keys.FirstOrDefault(heard => heard.IsInstanceOfType(message));
        if (type is null || idOf(message) is not { } id)
            return;
        if (!Instances.TryGetValue(id, out var saga))
        {
            if (!starting.Contains(type))
                return;
            saga = new TSaga { CorrelationId = id };
        }

        Instances[id] = saga = Stores ? JsonSerializer.Deserialize<TSaga>(JsonSerializer.Serialize(saga))! : saga;

        ((Task)Raisers.GetOrAdd(type, heard => RaiseMethod.MakeGenericMethod(heard)).Invoke(this, [saga, message, messageId])!).GetAwaiter().GetResult();
    }

    private Task Raise<T>(TSaga saga, T message, Guid messageId) where T : class
    {
        var heard = Heard[typeof(T)].GetValue(machine);
        var @event = heard as Event<T> ?? ((Schedule<TSaga, T>)heard!).AnyReceived;
        var consume = outbox.Arrive(message, messageId);
        var context = new MassTransitStateMachine<TSaga>.BehaviorContextProxy<T>(machine, new DefaultSagaConsumeContext<TSaga, T>(consume, saga), consume, @event);
        return ((StateMachine<TSaga>)machine).RaiseEvent(context);
    }
}
