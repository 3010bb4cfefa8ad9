using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>What has really happened, whoever knows of it: the warehouse, and all that the services have done.</summary>
internal sealed class Truth
{
    private readonly Dictionary<int, string?> _ended = [];
    private readonly Dictionary<string, int> _releases = [];
    private readonly HashSet<string> _forbidden = [];
    private readonly Dictionary<string, (CandidateRef Candidate, int Attempt)> _candidates = [];
    private readonly Dictionary<string, VerdictSummary> _verdicts = [];
    private readonly Dictionary<string, (IReadOnlyList<LandedSlice> Slices, TableCounts Counts)> _segments = [];
    private int _rivals;

    /// <summary>What readers see; null before the first release.</summary>
    public string? Head { get; private set; }

    /// <summary>Attempts whose effects somebody was asked to remove.</summary>
    public HashSet<int> DiscardAsked { get; } = [];

    /// <summary>The request for which the run has taken each attempt.</summary>
    public Dictionary<int, int> Taken { get; } = [];

    public HashSet<int> SourcesSeen { get; } = [];

    /// <summary>How many slices each plan of a table has.</summary>
    public Dictionary<string, int> Plans { get; } = [];

    public HashSet<string> Landed { get; } = [];

    public HashSet<(int Attempt, string Service)> Discarded { get; } = [];

    public HashSet<(int Attempt, string State)> Told { get; } = [];

    public bool IsOpened(int attempt) => _ended.ContainsKey(attempt);

    /// <summary>How an attempt ended; null when nobody has told the warehouse.</summary>
    public string? EndOf(int attempt) => _ended.GetValueOrDefault(attempt);

    public bool IsPublished(string release) => _releases.ContainsKey(release);

    public bool IsPublished(int attempt) => _releases.ContainsValue(attempt);

    public bool IsSealed(CandidateRef candidate) => _candidates.TryGetValue(candidate.Uid, out var known) && known.Candidate == candidate;

    public VerdictSummary? VerdictOn(string fingerprint) => _verdicts.GetValueOrDefault(fingerprint);

    public TableCounts? CountsOf(string segment) => _segments.TryGetValue(segment, out var loaded) ? loaded.Counts : null;

    public object Open(OpenAttempt command)
    {
        var active = _ended.Where(attempt => attempt.Value is null).Select(attempt => attempt.Key).DefaultIfEmpty(0).Max();
        if (active > 0 && active <= command.Attempt)
            (_ended[active], active) = ("Abandoned", 0);
        if (active == 0 && _releases.Count > 0 && !command.Again)
            return New.AttemptDeclined(command, DeclineReason.AlreadyPublished) with { Attempt = 0, Release = _releases.Last().Key };
        if (active == 0)
            _ended[active = _ended.Count + 1] = null;
        BrokenRuleException.Unless(Taken.GetValueOrDefault(active, command.Request) >= command.Request, $"Request {command.Request} is given attempt {active} again, which has ended: it can never go on.");
        return New.AttemptOpened(command, active) with { Parent = Head };
    }

    /// <summary>A segment is filled once; whoever fills it again finds it full.</summary>
    public TableLoaded Load(LoadTable command)
    {
        var loaded = New.TableLoaded(command);
        if (!_segments.TryAdd(command.SegmentUid, (command.Slices, loaded.Counts)))
            BrokenRuleException.Unless(_segments[command.SegmentUid].Slices.Select(slice => slice.Object).SequenceEqual(command.Slices.Select(slice => slice.Object)), $"Segment {command.Table} was asked for twice, of different slices.");
        return loaded;
    }

    public CandidateSealed Seal(BuildCandidate command)
    {
        var built = New.CandidateSealed(command);
        _candidates.TryAdd(command.CandidateUid, (built.Candidate, command.Attempt));
        return built;
    }

    public VerdictReached Check(CheckCandidate command, bool passed)
    {
        var reached = New.VerdictReached(command, passed);
        return _verdicts.TryAdd(command.Candidate.Fingerprint, reached.Verdict) ? reached : reached with { Verdict = _verdicts[command.Candidate.Fingerprint] };
    }

    /// <summary>Another run of the pipeline becomes the head.</summary>
    public void PublishRival() => Head = $"rival-{++_rivals}";

    /// <summary>The one compare-and-set.</summary>
    public object Publish(PublishRelease command)
    {
        if (_releases.ContainsKey(command.Release))
            return New.ReleasePublished(command);
        if (_forbidden.Contains(command.Release) || !IsSealed(command.Candidate) || VerdictOn(command.Candidate.Fingerprint) is not { Passed: true })
            return Faults.Terminal(command);
        if (Head != command.Candidate.Parent)
            return New.BaseStale(command) with { Head = Head };
        BrokenRuleException.Unless(!IsPublished(command.Attempt), $"Attempt {command.Attempt} has published twice.");
        BrokenRuleException.Unless(!DiscardAsked.Contains(command.Attempt), $"Attempt {command.Attempt} is published although it is being compensated.");
        _releases[command.Release] = command.Attempt;
        Head = command.Release;
        return New.ReleasePublished(command);
    }

    public ReleaseInquired Inquire(InquireRelease command)
    {
        if (command.Forbid && !IsPublished(command.Release))
            _forbidden.Add(command.Release);
        return New.ReleaseInquired(command, IsPublished(command.Release));
    }

    public AttemptDiscarded Discard(DiscardAttempt command, string service)
    {
        BrokenRuleException.Unless(!IsPublished(command.Attempt), $"Attempt {command.Attempt} is discarded although readers see its release.");
        Discarded.Add((command.Attempt, service));
        if (service == "transformer")
        {
            foreach (var candidate in _candidates.Where(known => known.Value.Attempt == command.Attempt).Select(known => known.Key).ToList())
                _candidates.Remove(candidate);
        }

        return New.AttemptDiscarded(command, service);
    }

    public AttemptClosed Close(CloseAttempt command)
    {
        if (_ended.TryGetValue(command.Attempt, out var end) && end is null)
            _ended[command.Attempt] = command.State;
        return New.AttemptClosed(command);
    }
}
