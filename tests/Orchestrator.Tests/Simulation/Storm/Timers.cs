using EtlMesh.Orchestrator.Deadlines;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>What the sagas have set, and the time that passes.</summary>
internal sealed class Timers(Outbox outbox, ManualTime time, Chance chance, Weather weather)
{
    private readonly HashSet<Pending> _fired = new(ReferenceEqualityComparer.Instance);

    /// <summary>Nobody waits for the end of a suspension.</summary>
    public bool KeepsSuspended { get; set; }

    /// <summary>Time passes until the next one is due; null when none is set.</summary>
    public Letter? FireNext()
    {
        var due = outbox.Scheduled
            .Where(pending => !pending.Cancelled && !_fired.Contains(pending) && !(KeepsSuspended && pending.Message is SuspensionExpired))
            .MinBy(pending => pending.Due);
        if (due is null)
            return null;
        _fired.Add(due);
        time.MoveTo(due.Due);
        return Letter(due);
    }

    /// <summary>One that was taken back, or has fired before, fires all the same: it was on its way.</summary>
    public Letter? FirePast() =>
        chance.Of(weather.Ghosts) && outbox.Scheduled.Where(pending => pending.Cancelled).ToList() is { Count: > 0 } past ? Letter(chance.One(past)) : null;

    private static Letter Letter(Pending pending) =>
        new(pending.Message, pending.Token, Routes.SagaOf(pending.Message) == Plans.Run ? Storm.Letter.Night : Storm.Letter.Transfer);
}
