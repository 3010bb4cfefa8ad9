using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>One run, through all its attempts: where it is, what it has made, how it will end.</summary>
public sealed class NightlyRunState : SagaStateMachineInstance
{
    /// <summary>The run's id.</summary>
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    // What is run
    public string Pipeline { get; set; } = "";
    public DateOnly RunDate { get; set; }
    public string BundleHash { get; set; } = "";
    public string Key { get; set; } = "";
    public bool Again { get; set; }
    public RunPlan Plan { get; set; } = null!;

    /// <summary>How many requests were accepted, and the id of the last one's message.</summary>
    public int Request { get; set; }
    public Guid? RequestedBy { get; set; }

    // The attempt; 0 until the warehouse has opened it
    public int Attempt { get; set; }
    public int LastAttempt { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public string? Parent { get; set; }
    public List<TableBase> Bases { get; set; } = [];

    // The work in hand: one of Work, which try of it, and the step that asked. The step grows for ever.
    public string Work { get; set; } = "";
    public int Try { get; set; }
    public int Step { get; set; }
    public bool Probing { get; set; }
    public DateTimeOffset GiveUpAt { get; set; }

    /// <summary>The stages that were begun, in order.</summary>
    public List<StageProgress> Stages { get; set; } = [];

    // What was made
    public List<TableProgress> Tables { get; set; } = [];
    public string CandidateUid { get; set; } = "";
    public CandidateRef? Candidate { get; set; }
    public VerdictSummary? Verdict { get; set; }

    /// <summary>The release that was asked to be published; null when none was, or it is known that it cannot be any more.</summary>
    public string? Release { get; set; }
    public int PublishTries { get; set; }

    /// <summary>The run is to end, so the inquiry in hand forbids the release.</summary>
    public bool Forbidding { get; set; }
    public int Rebuilds { get; set; }

    /// <summary>The tables' own sagas were started, so they must be stopped.</summary>
    public bool TransfersAsked { get; set; }

    // The last fault or timeout of the work in hand; terminal ones are not tried again
    public string? LastFault { get; set; }
    public bool Terminal { get; set; }
    public bool PublishIsHopeless { get; set; }

    // Why the run is not going on
    public string? FailedStage { get; set; }
    public string? Reason { get; set; }

    /// <summary>Failed or Cancelled: how it is to end as soon as that is safe; null while it is to go on.</summary>
    public string? Ending { get; set; }

    /// <summary>Completed, Blocked, Failed or Cancelled, once nothing can change it.</summary>
    public string? Outcome { get; set; }
    public bool Compensated { get; set; } = true;
    public List<string> Discarded { get; set; } = [];

    public Guid? DeadlineToken { get; set; }
    public Guid? RetryToken { get; set; }
    public Guid? ProbeToken { get; set; }
    public Guid? SuspensionToken { get; set; }

    /// <summary>Takes a request and forgets the attempt before it.</summary>
    internal void Accept(RequestRun request, Guid? requestedBy, DateTimeOffset now)
    {
        (Pipeline, RunDate, BundleHash) = (request.Pipeline, request.RunDate, request.BundleHash);
        (Key, Again, Plan) = (request.Key, request.Again, request.Plan);
        (Request, RequestedBy, StartedAt) = (Request + 1, requestedBy, now);
        (Attempt, Parent, Bases, Tables, Stages) = (0, null, [], [], []);
        (CandidateUid, Candidate, Verdict, Release, PublishTries, Rebuilds) = ("", null, null, null, 0, 0);
        (TransfersAsked, Forbidding, PublishIsHopeless, LastFault, FailedStage, Reason) = (false, false, false, null, null, null);
        (Ending, Outcome, Compensated, Discarded) = (null, null, true, []);
    }

    internal void Open(AttemptOpened opened)
    {
        (Attempt, LastAttempt, Parent, Bases) = (opened.Attempt, opened.Attempt, opened.Parent, [.. opened.Tables]);
        Tables = [.. Plan.Tables.Select(table => new TableProgress { Source = table.Source, Table = table.Table })];
    }

    /// <summary>Keeps what is reported of a stage; one that is skipped was not begun.</summary>
    internal void Take(string stage, string state, DateTimeOffset at, string? detail)
    {
        var progress = Stages.Find(known => known.Stage == stage);
        if (progress is null && state != "skipped")
            Stages.Add(progress = new StageProgress { Stage = stage, StartedAt = at });
        progress?.Take(state, at, detail);
    }

    internal TableProgress? Find(string source, string table) =>
        Tables.Find(progress => progress.Source == source && progress.Table == table);
}
