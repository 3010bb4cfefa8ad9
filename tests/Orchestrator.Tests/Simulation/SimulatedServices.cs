using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>What the services of a night would answer: every command succeeds unless a test says otherwise.</summary>
public sealed class SimulatedServices
{
    private readonly Dictionary<Type, Queue<Func<object, object?>>> _scripted = [];
    private readonly HashSet<string> _published = [];
    private readonly HashSet<string> _forbidden = [];
    private int _attempt;
    private int _executions;
    private bool _active;

    /// <summary>The releases that readers have seen.</summary>
    public IReadOnlyCollection<string> Published => _published;

    /// <summary>The next commands of this type are answered so, one each; null is an answer that is lost.</summary>
    public void Next<T>(params Func<T, object?>[] answers) where T : StageCommand
    {
        if (!_scripted.TryGetValue(typeof(T), out var queue))
            _scripted[typeof(T)] = queue = [];
        foreach (var answer in answers)
            queue.Enqueue(command => answer((T)command));
    }

    /// <summary>The work is done, but nobody hears of it.</summary>
    public object? Unheard(object command)
    {
        foreach (var _ in Work(command))
        {
        }

        return null;
    }

    public IEnumerable<object> Answer(object command)
    {
        if (_scripted.TryGetValue(command.GetType(), out var queue) && queue.TryDequeue(out var scripted))
            return scripted(command) is { } answer ? [answer] : [];
        return Work(command);
    }

    private IEnumerable<object> Work(object command)
    {
        switch (command)
        {
            case OpenAttempt open: return [Open(open)];
            case ProbeSource probe: return [New.SourceReady(probe)];
            case PlanTable plan: return [New.TablePlanned(plan, 3)];
            case ExtractSlice slice: return [New.SliceExtracted(slice, $"{++_executions}")];
            case LoadTable load: return [New.TableLoaded(load)];
            case BuildCandidate build: return [New.CandidateSealed(build)];
            case CheckCandidate check: return [New.VerdictReached(check, passed: true)];
            case PublishRelease publish:
                if (_forbidden.Contains(publish.Release))
                    return [Faults.Terminal(publish)];
                _published.Add(publish.Release);
                return [New.ReleasePublished(publish)];
            case InquireRelease inquire:
                if (inquire.Forbid && !_published.Contains(inquire.Release))
                    _forbidden.Add(inquire.Release);
                return [New.ReleaseInquired(inquire, _published.Contains(inquire.Release))];
            case DiscardAttempt discard: return New.Discarders.Select(service => New.AttemptDiscarded(discard, service));
            case CloseAttempt close:
                _active = false;
                return [New.AttemptClosed(close)];
            case SendNotification send: return [New.NotificationSent(send)];
            default: return [];
        }
    }

    /// <summary>What the head knows.</summary>
    public IReadOnlyList<TableBase> Bases { get; set; } = [];

    private object Open(OpenAttempt open)
    {
        if (_published.Count > 0 && !open.Again)
            return New.AttemptDeclined(open, DeclineReason.AlreadyPublished);
        if (!_active || _attempt <= open.Attempt)
            _attempt++;
        _active = true;
        return New.AttemptOpened(open, _attempt) with { Tables = Bases };
    }
}
