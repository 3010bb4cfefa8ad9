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

    /// <summary>True for messages that the machine has an event for.</summary>
    public bool Hears(object message) => HeardBy(message) is not null;

    /// <summary>The instance as a database would hold it; null when there is none.</summary>
    public string? Stored(Guid id) => Instances.TryGetValue(id, out var saga) ? JsonSerializer.Serialize(saga) : null;

    /// <summary>Puts an instance back as it was stored.</summary>
    public void Restore(Guid id, string? stored)
    {
        if (stored is null)
            Instances.Remove(id);
        else
            Instances[id] = JsonSerializer.Deserialize<TSaga>(stored)!;
    }

    /// <summary>Hands a message to the instance that it is about, when there is one or the message starts one.</summary>
    public void Deliver(object message, Guid messageId)
    {
        if (HeardBy(message) is not { } type || idOf(message) is not { } id)
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

    private static Type? HeardBy(object message) =>
        HeardAs.GetOrAdd(message.GetType(), given => Heard.Keys.FirstOrDefault(heard => heard.IsAssignableFrom(given)));

    private Task Raise<T>(TSaga saga, T message, Guid messageId) where T : class
    {
        var heard = Heard[typeof(T)].GetValue(machine);
        var @event = heard as Event<T> ?? ((Schedule<TSaga, T>)heard!).AnyReceived;
        var consume = outbox.Arrive(message, messageId);
        var context = new MassTransitStateMachine<TSaga>.BehaviorContextProxy<T>(machine, new DefaultSagaConsumeContext<TSaga, T>(consume, saga), consume, @event);
        return ((StateMachine<TSaga>)machine).RaiseEvent(context);
    }
}
