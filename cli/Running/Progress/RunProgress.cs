using System.Collections.Immutable;
using EtlMesh.Contracts;

namespace EtlMesh.Cli;

/// <summary>What is known of a run from the events that came so far; each event gives the next value. Late and duplicate events change nothing.</summary>
public sealed record RunProgress
{
    public required Guid RunId { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>0 before the attempt was opened.</summary>
    public int Attempt { get; init; }

    /// <summary>Every stage, in the order of a night.</summary>
    public ImmutableArray<StageProgress> Stages { get; init; } = [.. StageNames.All.Select(name => new StageProgress(name))];

    /// <summary>Every table of the plan, in its order.</summary>
    public required ImmutableArray<TableProgress> Tables { get; init; }

    /// <summary>The models built so far, in the order they were done.</summary>
    public ImmutableArray<ModelProgress> Models { get; init; } = [];

    /// <summary>How many models the candidate has; null before the first is built.</summary>
    public int? ModelCount { get; init; }

    public VerdictSummary? Verdict { get; init; }

    /// <summary>The release that answers for the run date; null before it is published.</summary>
    public string? Release { get; init; }

    /// <summary>Where the report is.</summary>
    public string? Report { get; init; }

    /// <summary>Null while the run goes on.</summary>
    public RunEnd? End { get; init; }

    /// <summary>A run of which nothing happened yet.</summary>
    public static RunProgress Of(RequestRun request) => new()
    {
        RunId = request.RunId,
        Pipeline = request.Pipeline,
        RunDate = request.RunDate,
        Tables = [.. request.Plan.Tables.Select(table => new TableProgress(table.Source, table.Table))],
    };

    /// <summary>The run after one more event.</summary>
    public RunProgress After(RunMessage message)
    {
        if (message.RunId != RunId || (message.Attempt != 0 && message.Attempt < Attempt))
            return this;

        var next = message.Attempt > Attempt ? this with { Attempt = message.Attempt } : this;
        return message switch
        {
            StageChanged stage => next.With(stage),
            TablePlanned planned => next.With(planned.Source, planned.Table, table => table with { Slices = planned.Slices.Count }),
            SliceExtracted slice => next.With(slice.Source, slice.Table, table => table.Landed.ContainsKey(slice.K)
                ? table
                : table with { Slices = slice.N, Landed = table.Landed.Add(slice.K, slice.Landed) }),
            TableTransferred done => next.With(done.Source, done.Table, table => table with { Counts = done.Counts }),
            TableTransferFailed failed => next.With(failed.Source, failed.Table, table => table with { Failure = failed.Reason }),
            ModelBuilt built => next.With(built),
            BaseStale => next with { Models = [], ModelCount = null, Verdict = null },
            VerdictReached reached => next with { Verdict = reached.Verdict },
            ReleasePublished published => next with { Release = published.Release },
            NotificationSent sent => next with { Report = sent.Report ?? Report },
            _ => next.Ended(message),
        };
    }

    private RunProgress Ended(RunMessage message) => End is not null ? this : message switch
    {
        RunCompleted completed => this with { Release = completed.Release, End = new RunEnd(RunState.Completed) { AlreadyPublished = completed.AlreadyPublished } },
        RunBlocked blocked => this with { Verdict = blocked.Verdict, End = new RunEnd(RunState.Blocked, StageNames.Quality, string.Join("; ", blocked.Verdict.Failures)) },
        RunFailed failed => this with { End = new RunEnd(RunState.Failed, failed.Stage, failed.Reason) { Compensated = failed.Compensated } },
        RunSuspended suspended => this with { End = new RunEnd(RunState.Failed, suspended.Stage, suspended.Reason) { Compensated = false } },
        RunCancelled cancelled => this with { End = new RunEnd(RunState.Cancelled, null, cancelled.Reason) },
        _ => this,
    };

    private RunProgress With(StageChanged change)
    {
        var at = Index(Stages, stage => stage.Name == change.Stage);
        return at < 0 ? this : this with { Stages = Stages.SetItem(at, Stages[at].After(change.State, change.At, change.Detail)) };
    }

    private RunProgress With(string source, string table, Func<TableProgress, TableProgress> change)
    {
        var at = Index(Tables, known => known.Source == source && known.Table == table);
        return at < 0 ? this : this with { Tables = Tables.SetItem(at, change(Tables[at])) };
    }

    private RunProgress With(ModelBuilt built)
    {
        var model = new ModelProgress(built.Model, built.Materialization, built.Rows, built.Seconds);
        var at = Index(Models, known => known.Name == built.Model);
        return this with { ModelCount = built.N, Models = at < 0 ? Models.Add(model) : Models.SetItem(at, model) };
    }

    private static int Index<T>(ImmutableArray<T> items, Func<T, bool> wanted)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (wanted(items[i]))
                return i;
        }

        return -1;
    }
}
