using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>
/// A night in which everything goes wrong that may: its seed decides order, duplicates, delays, faults, lost answers, crashes between and
/// within steps, and what people do meanwhile. The rules are looked at after every commit and when all has come to rest.
/// </summary>
internal sealed class StormyNight
{
    private const int Bound = 20_000;

    private readonly Chance _chance;
    private readonly Weather _weather;
    private readonly Truth _truth = new();
    private readonly Mail _mail;
    private readonly Timers _timers;
    private readonly Workers _workers;
    private readonly Operator _operator;
    private readonly NightRules _rules;
    private readonly Desk<NightlyRunStateMachine, NightlyRunState> _nights;
    private readonly Desk<TableTransferStateMachine, TableTransferState> _transfers;
    private readonly ManualTime _time = new();
    private readonly Action<string>? _tell;

    /// <param name="seed">Decides everything.</param>
    /// <param name="tell">Hears the story, line by line.</param>
    public StormyNight(int seed, Action<string>? tell = null)
    {
        (_chance, _tell) = (new Chance(seed), tell);
        _weather = Weather.Of(_chance);
        var outbox = new Outbox();
        _mail = new Mail(_chance, _weather);
        _timers = new Timers(outbox, _time, _chance, _weather);
        _workers = new Workers(_chance, _weather, _truth);
        _operator = new Operator(_chance, _weather);
        _rules = new NightRules(_truth, _weather);
        _nights = new(
            new(Machines.Usual.Night, outbox, Routes.ToNight, typeof(RequestRun)) { Stores = _weather.Stores }, outbox, Routes.ToNight, _rules.Committed);
        _transfers = new(
            new(Machines.Usual.Transfer, outbox, Routes.ToTransfer, typeof(TransferTable), typeof(StopTransfer)) { Stores = _weather.Stores },
            outbox, Routes.ToTransfer, new TransferRules(_truth).Committed);
    }

    /// <summary>What happened, by name, and how often.</summary>
    public Tally Tally { get; } = new();

    public NightlyRunState Run => _nights.Sagas.Single();

    /// <summary>Lets the night happen until nothing is under way and nothing is set.</summary>
    public StormyNight Play()
    {
        TestTime.GoBy(_time);
        Post(_operator.First);
        while (_mail.Step < Bound && HasMore())
        {
            if (_operator.Act() is { } act)
                Post(act);
            if (_timers.FirePast() is { } past)
                Send(past);
            if (_chance.Of(_weather.Haste) && _timers.FireNext() is { } due)
                Send(due);
            if (_mail.Take() is { } letter)
                Arrive(letter);
            else if (_timers.FireNext() is { } next)
                Send(next);
            else if (!_mail.IsEmpty)
                _mail.Wait();
        }

        BrokenRuleException.Unless(_mail.Step < Bound, "The night does not come to rest.");
        CheckRest();
        return this;
    }

    private bool HasMore()
    {
        if (!_mail.IsEmpty)
            return true;
        if (_timers.FireNext() is { } due)
            Send(due);
        else if (NightRules.Terminal.Contains(Run.CurrentState) && _operator.Again() is { } request)
            Post(request);
        return !_mail.IsEmpty;
    }

    private void Arrive(Letter letter)
    {
        _tell?.Invoke($"{_mail.Step,5} {_time.Now:dd HH:mm:ss} {(_nights.Sagas.Count == 0 ? "" : Run.CurrentState),-18} {letter}");
        Tally.Add(letter.Message is MassTransit.Fault ? "fault" : letter.Message.GetType().Name);
        switch (letter.To)
        {
            case Letter.Night:
                Handle(_nights, letter);
                break;
            case Letter.Transfer when letter.Message is TransferTable transfer && _chance.Of(_weather.Terminal):
                Post(Faults.Transient(transfer)); // dead-lettered
                break;
            case Letter.Transfer:
                Handle(_transfers, letter);
                break;
            default:
                Work(letter, (StageCommand)letter.Message);
                break;
        }
    }

    private void Handle<TMachine, TSaga>(Desk<TMachine, TSaga> desk, Letter letter)
        where TMachine : MassTransit.MassTransitStateMachine<TSaga>
        where TSaga : class, MassTransit.SagaStateMachineInstance, new()
    {
        if (_chance.Of(_weather.SagaCrash))
        {
            Note("crash before the commit");
            desk.HandleInVain(letter);
            _mail.Return(letter);
            return;
        }

        foreach (var message in desk.Handle(letter, _weather.Inbox))
        {
            Post(message);
            if (message is RunSuspended suspended)
                Consider(suspended);
        }

        if (_chance.Of(_weather.SagaCrash))
        {
            Note("crash after the commit");
            _mail.Return(letter);
        }
    }

    private void Work(Letter letter, StageCommand command)
    {
        if (_chance.Of(_weather.WorkerCrash))
        {
            Note("worker crash before the work");
            _mail.Return(letter);
            return;
        }

        var answers = _workers.Answer(command, letter.To);
        if (_chance.Of(_weather.WorkerCrash))
        {
            Note("worker crash after the work");
            _mail.Return(letter);
            if (_chance.Of(0.5))
                return;
        }

        foreach (var answer in answers)
            Post(answer);
    }

    private void Consider(RunSuspended suspended)
    {
        var decided = _operator.Decide(suspended, out var isLeft);
        _timers.KeepsSuspended |= isLeft;
        if (decided is not null)
            Post(decided);
    }

    private void Post(object message)
    {
        var id = Guid.CreateVersion7();
        if (_nights.Hears(message))
            Send(new Letter(message, id, Letter.Night));
        if (_transfers.Hears(message))
            Send(new Letter(message, id, Letter.Transfer));
        foreach (var worker in Letter.WorkersOf(message))
            Send(new Letter(message, id, worker));
    }

    private void Send(Letter letter) => _mail.Send(letter);

    private void Note(string what)
    {
        Tally.Add(what);
        _tell?.Invoke($"      {what}");
    }

    private void CheckRest()
    {
        Tally.Add($"end: {Run.CurrentState}");
        var isSuspended = Run.CurrentState == "Suspended";
        BrokenRuleException.Unless(isSuspended || NightRules.Terminal.Contains(Run.CurrentState), $"The night rests in {Run.CurrentState}.");
        BrokenRuleException.Unless(_rules.Ends.Count == Run.Request - (isSuspended ? 1 : 0), $"{Run.Request} requests were taken and {_rules.Ends.Count} ends told.");
        foreach (var transfer in _transfers.Sagas)
            BrokenRuleException.Unless(transfer.CurrentState is "Loaded" or "Discarded" || (isSuspended && transfer.CurrentState == "Failed"), $"The transfer of {transfer.Table} rests in {transfer.CurrentState}.");
        foreach (var transfer in _transfers.Sagas.Where(transfer => _truth.DiscardAsked.Contains(transfer.Attempt)))
            BrokenRuleException.Unless(transfer.CurrentState == "Discarded", $"The transfer of {transfer.Table} outlived the compensation of its attempt.");
    }
}
