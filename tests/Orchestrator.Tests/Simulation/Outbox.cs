using System.Reflection;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>What the sagas send, caught where MassTransit would hand it to a transport.</summary>
public sealed class Outbox
{
    private readonly ReceiveContext _receive;
    private readonly MessageSchedulerContext _scheduler;
    private readonly List<Pending> _cleared = [];
    private Guid _lastToken;

    public Outbox()
    {
        var send = Fake.Of<ISendEndpoint>((_, args) =>
        {
            Published.Add(args[0]!);
            return Task.CompletedTask;
        });
        var publish = Fake.Of<IPublishEndpointProvider>((_, _) => Task.FromResult(send));
        _receive = Fake.Of<ReceiveContext>((method, _) => method.Name switch
        {
            "get_PublishEndpointProvider" => publish,
            "get_InputAddress" => new Uri("loopback://localhost/saga"),
            "get_CancellationToken" => CancellationToken.None,
            _ => null,
        });
        _scheduler = Fake.Of<MessageSchedulerContext>(Schedule);
    }

    /// <summary>Everything that was published, in order.</summary>
    public List<object> Published { get; } = [];

    /// <summary>Everything that was scheduled, in order, also what was taken back.</summary>
    public List<Pending> Scheduled { get; } = [];

    /// <summary>A point that can be gone back to.</summary>
    public (int Published, int Scheduled, int Cleared) Mark() => (Published.Count, Scheduled.Count, _cleared.Count);

    /// <summary>What was said and taken back since then was never said: its transaction did not commit.</summary>
    public void ForgetSince((int Published, int Scheduled, int Cleared) mark)
    {
        foreach (var pending in _cleared[mark.Cleared..])
            pending.Cancelled = false;
        _cleared.RemoveRange(mark.Cleared, _cleared.Count - mark.Cleared);
        Published.RemoveRange(mark.Published, Published.Count - mark.Published);
        Scheduled.RemoveRange(mark.Scheduled, Scheduled.Count - mark.Scheduled);
    }

    /// <summary>The context of a message that arrives with this id.</summary>
    public ConsumeContext<T> Arrive<T>(T message, Guid messageId) where T : class
    {
        // The only header that a state machine reads: a firing carries the token of its schedule.
        var token = Scheduled.Find(pending => ReferenceEquals(pending.Message, message))?.Token;
        return new MassTransit.Context.MessageConsumeContext<T>(Fake.Of<ConsumeContext>((method, args) => method.Name switch
        {
            "get_ReceiveContext" => _receive,
            "get_MessageId" => (Guid?)messageId,
            "get_CancellationToken" => CancellationToken.None,
            "get_Headers" => Fake.Of<Headers>((_, _) => token),
            "TryGetPayload" => TryGetPayload(method, args),
            _ => null,
        }), message);
    }

    private bool TryGetPayload(MethodInfo method, object?[] args)
    {
        if (method.GetGenericArguments()[0] != typeof(MessageSchedulerContext))
            return false;
        args[0] = _scheduler;
        return true;
    }

    private object Schedule(MethodInfo method, object?[] args)
    {
        if (method.Name == nameof(MessageSchedulerContext.CancelScheduledSend))
        {
            foreach (var pending in Scheduled.Where(pending => !pending.Cancelled && pending.Token == (Guid)args[1]!))
            {
                pending.Cancelled = true;
                _cleared.Add(pending);
            }

            return Task.CompletedTask;
        }

        _lastToken = Guid.CreateVersion7();
        Scheduled.Add(new Pending(_lastToken, new DateTimeOffset((DateTime)args[0]!), args[1]!));
        return typeof(Outbox).GetMethod(nameof(Accepted), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(method.GetGenericArguments()).Invoke(this, [])!;
    }

    private Task<ScheduledMessage<T>> Accepted<T>() where T : class
    {
        var token = _lastToken;
        return Task.FromResult(Fake.Of<ScheduledMessage<T>>((method, _) => method.Name == "get_TokenId" ? token : throw new NotSupportedException(method.Name)));
    }
}
