using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Both sagas and simulated services, one message at a time, in the order in which they were sent.</summary>
public sealed class NightDriver
{
    private readonly Outbox _outbox = new();
    private readonly SagaHost<NightlyRunStateMachine, NightlyRunState> _nights;
    private readonly SagaHost<TableTransferStateMachine, TableTransferState> _transfers;
    private int _next;

    public NightDriver(SagaOptions? options = null)
    {
        var machines = options is null ? Machines.Usual : new Machines(options);
        _nights = new(machines.Night, _outbox, Routes.ToNight, typeof(RequestRun));
        _transfers = new(machines.Transfer, _outbox, Routes.ToTransfer, typeof(TransferTable), typeof(StopTransfer));
    }

    /// <summary>The sagas are written as JSON and read again between messages, as a database would.</summary>
    public bool Stores
    {
        set => _nights.Stores = _transfers.Stores = value;
    }

    /// <summary>A night that was requested.</summary>
    public static NightDriver Of(RunPlan plan, SagaOptions? options = null)
    {
        var night = new NightDriver(options);
        night.Say(Plans.Request(plan));
        return night;
    }

    /// <summary>The run and its transfers as a database would hold them.</summary>
    public (string Night, IReadOnlyList<string> Transfers) Stored() =>
        (_nights.Stored(Plans.Run)!, [.. Transfers.Select(transfer => _transfers.Stored(transfer.CorrelationId)!)]);

    /// <summary>Begins with sagas that were stored.</summary>
    public void Restore(string night, IEnumerable<string> transfers)
    {
        _nights.Restore(Plans.Run, night);
        foreach (var transfer in transfers)
        {
            using var fields = JsonDocument.Parse(transfer);
            _transfers.Restore(fields.RootElement.GetProperty("CorrelationId").GetGuid(), transfer);
        }
    }

    public ManualTime Time { get; } = new();

    public SimulatedServices Services { get; } = new();

    public bool IsKnown => _nights.Instances.Count > 0;

    public NightlyRunState Run => _nights.Instances[Plans.Run];

    public string State => Run.CurrentState;

    public IReadOnlyCollection<TableTransferState> Transfers => _transfers.Instances.Values;

    public TableTransferState Transfer(string table) => Transfers.Single(transfer => transfer.Table == table);

    public IReadOnlyList<Pending> Scheduled => _outbox.Scheduled;

    /// <summary>Everything of a type that was published so far.</summary>
    public IReadOnlyList<T> All<T>() => [.. _outbox.Published.OfType<T>()];

    /// <summary>The changes of a stage that were reported, as words.</summary>
    public string Stage(string stage) => string.Join(" ", All<StageChanged>().Where(change => change.Stage == stage).Select(change => change.State));

    public T Last<T>() => _outbox.Published.OfType<T>().Last();

    /// <summary>Publishes a message, to be delivered in turn.</summary>
    public void Say(object message) => _outbox.Published.Add(message);

    /// <summary>Delivers a message now, before what is waiting.</summary>
    public void Deliver(object message, Guid? messageId = null)
    {
        TestTime.GoBy(Time);
        var id = messageId ?? Guid.CreateVersion7();
        _nights.Deliver(message, id);
        _transfers.Deliver(message, id);
    }

    /// <summary>Delivers and answers what is waiting until the run has just entered this state.</summary>
    public NightDriver To(string state)
    {
        while (_nights.Instances.Count == 0 || State != state)
            Assert.True(Step(), $"The night came to rest in {State}, before {state}.");
        return this;
    }

    /// <summary>Delivers and answers until nothing is waiting.</summary>
    public NightDriver Settle()
    {
        while (Step())
        {
        }

        return this;
    }

    /// <summary>What the run, or a transfer, waits for last is due.</summary>
    public T Fire<T>(Guid? saga = null) where T : class
    {
        var due = _outbox.Scheduled.Last(pending => pending is { Cancelled: false, Message: T } && Routes.SagaOf(pending.Message) == (saga ?? Plans.Run));
        Time.MoveTo(due.Due);
        due.Cancelled = true;
        Deliver(due.Message);
        return (T)due.Message;
    }

    /// <summary>The retry that waits is due, and what follows is delivered.</summary>
    public NightDriver Retry(Guid? saga = null)
    {
        Fire<StageRetryDue>(saga);
        return Settle();
    }

    /// <summary>What was published since the last call or step; the caller delivers it.</summary>
    public IReadOnlyList<object> Take()
    {
        var taken = _outbox.Published[_next..];
        _next = _outbox.Published.Count;
        return taken;
    }

    private bool Step()
    {
        if (_next == _outbox.Published.Count)
            return false;
        var message = _outbox.Published[_next++];
        Deliver(message);
        if (message is StageCommand)
            _outbox.Published.AddRange(Services.Answer(message));
        return true;
    }
}
