namespace EtlMesh.Cli;

/// <summary>A stage of a run as far as it is known.</summary>
/// <param name="Name">source, extract, load, transform, quality, publish or notify.</param>
/// <param name="State">waiting before the stage was entered; then running, retrying, done, failed or skipped.</param>
public sealed record StageProgress(string Name, string State = StageProgress.Waiting)
{
    public const string Waiting = "waiting";

    /// <summary>The stages in the order of a night.</summary>
    public static readonly IReadOnlyList<string> Names = ["source", "extract", "load", "transform", "quality", "publish", "notify"];

    /// <summary>When it was first entered.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was left; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it is retried, failed or skipped.</summary>
    public string? Detail { get; init; }

    public bool Ended => State is "done" or "failed" or "skipped";

    /// <summary>From the first entering to the leaving; null before both are known.</summary>
    public double? Seconds => StartedAt is { } from && EndedAt is { } to ? (to - from).TotalSeconds : null;

    /// <summary>The stage after an event of it. A stage that was left is entered again only by a retry.</summary>
    public StageProgress After(string state, DateTimeOffset at, string? detail)
    {
        if (Ended && state == "running")
            return this;

        var next = this with { State = state, StartedAt = StartedAt is { } known && known < at ? known : at, Detail = detail };
        return next with { EndedAt = next.Ended ? at : null };
    }
}
