using EtlMesh.Contracts;
using EtlMesh.Orchestrator.NightlyRun;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>What must hold whenever the night's saga has committed.</summary>
internal sealed class NightRules(Truth truth, Weather weather)
{
    public static readonly string[] Terminal = ["Completed", "Blocked", "Failed", "Cancelled", "CompensationFailed"];

    private readonly Dictionary<int, RunMessage> _ends = [];
    private readonly Dictionary<int, List<string>> _stages = [];
    private readonly HashSet<int> _started = [];
    private readonly HashSet<(int Attempt, string Source)> _stopped = [];
    private readonly Dictionary<(int Attempt, string Table), SegmentRef> _segments = [];
    private (string State, int Step, int Request, int LastAttempt, Guid? RequestedBy) _before = ("", 0, 0, 0, null);

    /// <summary>How each request of the run ended.</summary>
    public IReadOnlyDictionary<int, RunMessage> Ends => _ends;

    public bool IsSuspended => _before.State == "Suspended";

    public void Committed(NightlyRunState run, IReadOnlyList<object> said, bool isWaitedFor)
    {
        Keep(run.Step >= _before.Step && run.Request >= _before.Request && run.LastAttempt >= _before.LastAttempt, "The saga went back in time.");
        Keep(run.Request == _before.Request || run.RequestedBy != _before.RequestedBy, "One request was taken for two.");
        if (run.Attempt > 0)
            Keep(truth.Taken.TryAdd(run.Attempt, run.Request) || truth.Taken[run.Attempt] == run.Request, $"Two requests have taken attempt {run.Attempt}.");
        foreach (var message in said)
            Check(run, message);
        foreach (var table in run.Tables.Where(table => table.Segment is not null))
            Keep(_segments.TryAdd((run.Attempt, table.Table), table.Segment!) || _segments[(run.Attempt, table.Table)] == table.Segment, $"The segment of {table.Table} was lost or changed.");
        var isOver = Terminal.Contains(run.CurrentState);
        Keep(isOver == _ends.ContainsKey(run.Request), $"The run is {run.CurrentState}, and its listeners were {(isOver ? "not " : "")}told that it is over.");
        Keep(isOver != isWaitedFor, isOver ? "A run that is over has set a timer." : $"Nothing would wake the run out of {run.CurrentState}.");
        if (run.CurrentState == "Suspended" && _before.State != "Suspended")
            Keep(said.OfType<RunSuspended>().Count() == 1 && said.OfType<SendNotification>().SingleOrDefault()?.Summary.State == "Suspended", "The run was suspended in silence.");
        Keep(run.Discarded.Distinct().Count() == run.Discarded.Count, "A service's compensation was counted twice.");
        _before = (run.CurrentState, run.Step, run.Request, run.LastAttempt, run.RequestedBy);
    }

    private static void Keep(bool kept, string rule) => BrokenRuleException.Unless(kept, rule);

    private void Check(NightlyRunState run, object message)
    {
        switch (message)
        {
            case RunStarted started:
                Keep(truth.IsOpened(started.Attempt) && _started.Add(started.Attempt), $"Attempt {started.Attempt} was started twice, or never opened.");
                break;
            case StageChanged change:
                (_stages.TryGetValue(run.Request, out var told) ? told : _stages[run.Request] = []).Add($"{change.Stage} {change.State}");
                break;
            case TransferTable transfer:
                Keep(truth.SourcesSeen.Contains(run.Attempt) && !_stopped.Contains((run.Attempt, transfer.Table)), $"{transfer.Table} was asked for before its source was seen, or after it was stopped.");
                break;
            case StopTransfer stop:
                Keep(_stopped.Add((run.Attempt, stop.Table)), $"The transfer of {stop.Table} was stopped twice.");
                break;
            case BuildCandidate build:
                Keep(truth.SourcesSeen.Contains(run.Attempt), "A candidate was asked for before the source was seen.");
                Keep(build.Segments.Select(segment => segment.Table).SequenceEqual(weather.Plan.Tables.Select(table => table.Table)), "A candidate was asked for without all its tables.");
                Keep(build.Segments.All(segment => truth.CountsOf(segment.Uid)?.RowsLoaded == segment.Rows), "A candidate was asked for with a segment that is not what was loaded.");
                break;
            case CheckCandidate check:
                Keep(truth.IsSealed(check.Candidate), "Checks were asked for before the candidate was sealed.");
                break;
            case PublishRelease publish:
                Keep(truth.VerdictOn(publish.Candidate.Fingerprint) is { Passed: true }, "A release was asked for without a verdict that passed.");
                break;
            case DiscardAttempt discard:
                Keep(!truth.IsPublished(discard.Attempt), $"Attempt {discard.Attempt} is compensated although it was published.");
                Keep(truth.DiscardAsked.Add(discard.Attempt), $"The compensation of attempt {discard.Attempt} was asked for twice.");
                break;
            case SendNotification send:
                CheckSummary(run, send.Summary);
                break;
            case CloseAttempt close:
                Keep(close.State != "Completed" || (run.Release is { } closed && truth.IsPublished(closed)), "An attempt was closed as completed without a release.");
                Keep(close.State is "Completed" or "Blocked" || !run.Compensated || New.Discarders.All(service => truth.Discarded.Contains((run.Attempt, service))), "An attempt was closed before all services had removed its effects.");
                break;
            case RunCompleted or RunBlocked or RunFailed or RunCancelled:
                CheckEnd(run, (RunMessage)message);
                break;
        }
    }

    private void CheckEnd(NightlyRunState run, RunMessage end)
    {
        Keep(_ends.TryAdd(run.Request, end), $"Request {run.Request} ended twice: {_ends.GetValueOrDefault(run.Request)?.GetType().Name}, then {end.GetType().Name}.");
        Keep(run.CurrentState == StateAfter(end), $"The run is {run.CurrentState} and said {end.GetType().Name}.");
        if (end is RunCompleted { AlreadyPublished: true } already)
            Keep(truth.IsPublished(already.Release), "A run was left undone for a release that is not there.");
        else if (end is RunCompleted completed)
            CheckCompleted(run, completed);
        else if (end is RunBlocked blocked)
            Keep(truth.VerdictOn(blocked.Verdict.Fingerprint) is { Passed: false }, "A run was blocked by no verdict.");
        else
            Keep(run.Attempt == 0 || end is RunFailed { Compensated: false } || !truth.IsPublished(run.Attempt), $"{end.GetType().Name} was told of an attempt that readers see.");
    }

    private static string StateAfter(RunMessage end) => end switch
    {
        RunCompleted => "Completed",
        RunBlocked => "Blocked",
        RunCancelled => "Cancelled",
        RunFailed { Compensated: true } => "Failed",
        _ => "CompensationFailed",
    };

    private void CheckCompleted(NightlyRunState run, RunCompleted completed)
    {
        Keep(truth.IsPublished(completed.Release) && truth.IsPublished(run.Attempt), "A run completed without its release.");
        Keep(!truth.DiscardAsked.Contains(run.Attempt), "A run completed and was compensated.");
        foreach (var stage in StageNames.All)
        {
            var last = _stages[run.Request].Last(told => told.StartsWith($"{stage} ", StringComparison.Ordinal));
            var isSkipped = run.Tables.Count == 0 && stage is StageNames.Extract or StageNames.Load;
            Keep(last == $"{stage} {(isSkipped ? "skipped" : "done")}" || (stage == StageNames.Notify && last == "notify failed"), $"A run completed, and the last that was told of a stage is: {last}.");
        }
    }

    private void CheckSummary(NightlyRunState run, RunSummary summary)
    {
        foreach (var table in summary.Tables)
        {
            var segment = run.Tables.Single(known => known.Table == table.Table).Segment!;
            Keep(truth.CountsOf(segment.Uid) == table.Counts && table.Counts.RowsRead == table.Counts.RowsLoaded + table.Counts.RowsQuarantined, $"The counts of {table.Table} are wrong.");
        }

        Keep(summary.State != "Completed" || summary.Tables.Count == weather.Plan.Tables.Count, "The report of a completed run lacks tables.");
    }
}
