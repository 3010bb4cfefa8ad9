using MassTransit;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>
/// Where a saga's messages are handled as the orchestrator does: state, outgoing messages, timers and the note that the message was
/// taken commit together, or not at all.
/// </summary>
internal sealed class Desk<TMachine, TSaga>(SagaHost<TMachine, TSaga> host, Outbox outbox, Func<object, Guid?> idOf, Action<TSaga, IReadOnlyList<object>, bool> committed)
    where TMachine : MassTransitStateMachine<TSaga>
    where TSaga : class, SagaStateMachineInstance, new()
{
    private readonly HashSet<Guid> _taken = [];

    public IReadOnlyCollection<TSaga> Sagas => host.Instances.Values;

    public bool Hears(object message) => idOf(message) is not null && host.Hears(message);

    /// <summary>Handles a message, and loses all of it before the commit: the saga is read again as it was stored.</summary>
    public void HandleInVain(Letter letter)
    {
        var (id, mark) = (idOf(letter.Message)!.Value, outbox.Mark());
        var stored = host.Stored(id);
        host.Deliver(letter.Message, letter.Id);
        outbox.ForgetSince(mark);
        host.Restore(id, stored);
    }

    /// <returns>What was said.</returns>
    /// <param name="letter">The message.</param>
    /// <param name="hasInbox">A message that was taken before is not handled.</param>
    public IReadOnlyList<object> Handle(Letter letter, bool hasInbox)
    {
        if (!_taken.Add(letter.Id) && hasInbox)
            return [];
        var (id, mark) = (idOf(letter.Message)!.Value, outbox.Mark());
        var timer = outbox.Scheduled.Find(pending => ReferenceEquals(pending.Message, letter.Message));
        var past = timer is { Cancelled: true } ? host.Stored(id) : null;
        host.Deliver(letter.Message, letter.Id);
        if (timer is not null)
            timer.Cancelled = true;
        var said = outbox.Published[mark.Published..];
        if (past is not null)
            BrokenRuleException.Unless(said.Count == 0 && host.Stored(id) == past, $"{timer!.Message.GetType().Name} of a step that is past has changed something.");
        if (host.Instances.TryGetValue(id, out var saga))
            committed(saga, said, outbox.Scheduled.Exists(pending => !pending.Cancelled && Routes.SagaOf(pending.Message) == id));
        return said;
    }
}
