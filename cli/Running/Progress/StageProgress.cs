namespace EtlMesh.Cli;

/// <summary>A stage of a run as far as it is known.</summary>
/// <param name="Name">One of <see cref="Contracts.StageNames.All"/>.</param>
/// <param name="State">waiting before the stage was entered; then running, retrying, done, failed or skipped.</param>
public sealed record StageProgress(string Name, string State = StageProgress.Waiting)
{
    public const string Waiting = "waiting";

    /// <summary>When it was first entered.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was left; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is retried, failed or skipped.</summary>
    public string? Detail { get; init; }

    public bool Ended => State is "done" or "failed" or "skipped";

    /// <summary>From the first entering to the leaving; null before both are known.</summary>
    public double? Seconds => StartedAt is { } from && EndedAt is { } to ? (to - from).TotalSeconds : null;

    /// <summary>The stage after an event of it. Events may come late: what happened before the stage was left only moves its start.</summary>
    public StageProgress After(string state, DateTimeOffset at, string? detail)
    {
        if (state is "running" or "retrying")
        {
            var start = StartedAt is { } known && known < at ? known : at;
            return EndedAt is { } end && at <= end
                ? this with { StartedAt = start }
                : this with { State = state, StartedAt = start, EndedAt = null, Detail = detail };
        }

        return EndedAt is { } earlier && at < earlier ? this : this with { State = state, EndedAt = at, Detail = detail };
    }
}
