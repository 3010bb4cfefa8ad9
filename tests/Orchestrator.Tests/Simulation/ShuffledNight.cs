using System.Collections;
using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>
/// A night whose messages arrive in an order that only its seed decides: commands and events alike overtake each other, come twice,
/// come again when they are old news; timers that were taken back fire all the same. Deadlines in force fire only when nothing else is left.
/// </summary>
public sealed class ShuffledNight
{
    private readonly Random _random;
    private readonly NightDriver _night = new();
    private readonly List<(object Message, Guid Id)> _waiting = [];
    private readonly List<(object Message, Guid Id)> _delivered = [];
    private readonly Dictionary<string, int> _troubles = [];
    private readonly double _trouble;
    private int _lateOnes = 60;

    public ShuffledNight(int seed, double trouble = 0)
    {
        (_random, _trouble) = (new Random(seed), trouble);
    }

    public NightDriver Night => _night;

    /// <summary>Delivered messages, those that came twice or late among them.</summary>
    public int Deliveries => _delivered.Count;

    /// <summary>Answers that a command of this night gets instead of the usual; null leaves it to chance and the services.</summary>
    public Func<object, object?>? Instead { get; init; }

    /// <summary>A message that comes in between, once, at a step of the seed's choosing.</summary>
    public object? Interruption { get; init; }

    /// <summary>Runs the night until nothing waits and no timer is set.</summary>
    public ShuffledNight Run(RunPlan plan)
    {
        _waiting.Add((Plans.Request(plan), Guid.CreateVersion7()));
        var interruptAt = Interruption is null ? int.MaxValue : _random.Next(1, 200);
        for (var step = 0; _waiting.Count > 0 || FireOne(); step++)
        {
            Assert.True(step < 5_000, "The night does not come to rest.");
            if (step == interruptAt)
                _night.Deliver(Interruption!);
            if (_waiting.Count > 0)
                DeliverOne();
            Collect();
        }

        return this;
    }

    private void DeliverOne()
    {
        var index = _random.Next(_waiting.Count);
        var next = _waiting[index];
        if (!Chance(0.2))
            _waiting.RemoveAt(index);
        Arrive(next);
        if (_lateOnes > 0 && Chance(0.15))
        {
            _lateOnes--;
            Arrive(_delivered[_random.Next(_delivered.Count)]);
        }

        var takenBack = _night.Scheduled.Where(pending => pending.Cancelled).ToList();
        if (takenBack.Count > 0 && Chance(0.1))
            _night.Deliver(takenBack[_random.Next(takenBack.Count)].Message);
    }

    private void Arrive((object Message, Guid Id) next)
    {
        _delivered.Add(next);
        _night.Deliver(next.Message, next.Id);
        if (next.Message is not StageCommand command)
            return;
        if (Instead?.Invoke(command) is { } other)
            Tell(other);
        else if (MayHaveTrouble(command))
            Tell(Chance(0.5) ? Faults.TransientOf(command) : null);
        else
            _night.Services.Answer(command).ToList().ForEach(Tell);
    }

    /// <summary>At most two troubles for each thing that is asked, which its retries outlast.</summary>
    private bool MayHaveTrouble(StageCommand command)
    {
        if (command is DiscardAttempt or TransferTable || !Chance(_trouble))
            return false;
        var thing = command is ExtractSlice slice ? $"{slice.Table} {slice.K}" : $"{command.GetType().Name} {(command as PlanTable)?.Table}{(command as LoadTable)?.Table}";
        return (_troubles[thing] = _troubles.GetValueOrDefault(thing) + 1) <= 2;
    }

    private void Tell(object? message)
    {
        if (message is IEnumerable several)
        {
            foreach (var one in several)
                Tell(one);
        }
        else if (message is not null)
        {
            _waiting.Add((message, Guid.CreateVersion7()));
        }
    }

    private void Collect()
    {
        foreach (var message in _night.Take())
            _waiting.Add((message, Guid.CreateVersion7()));
    }

    /// <summary>The timer in force that is due first; deadlines last, for they mean that an answer was lost.</summary>
    private bool FireOne()
    {
        var due = _night.Scheduled.Where(pending => !pending.Cancelled).OrderBy(pending => pending.Message is StageDeadline).ThenBy(pending => pending.Due).FirstOrDefault();
        if (due is null)
            return false;
        _night.Time.MoveTo(due.Due);
        due.Cancelled = true;
        _night.Deliver(due.Message);
        return true;
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(_night.IsKnown ? _night.State : "unknown")} after {Deliveries} deliveries");
}
