using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>A release of <c>releases list</c>.</summary>
public sealed record ListedRelease
{
    /// <param name="row">The release.</param>
    /// <param name="runDate">The business date of its attempt; null when the attempt is not known any more.</param>
    public ListedRelease(ReleaseRow row, DateOnly? runDate)
    {
        (Id, Pipeline, RunId, RunDate, Attempt, Kind) = (row.Id, row.Pipeline, row.RunId, runDate, row.Attempt, row.Kind);
        (Parent, Target, Head, HeldBy, HeldReason) = (row.Parent, row.Target, row.IsHead, row.HeldBy, row.HeldReason);
        PublishedAt = DateTime.SpecifyKind(row.PublishedAt, DateTimeKind.Utc);
    }

    public string Id { get; }

    public string Pipeline { get; }

    public Guid RunId { get; }

    /// <summary>The business date, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? RunDate { get; }

    public int Attempt { get; }

    /// <summary>night, rerun, backfill or revert.</summary>
    public string Kind { get; }

    /// <summary>In UTC.</summary>
    public DateTime PublishedAt { get; }

    /// <summary>The head before it; null for the first.</summary>
    public string? Parent { get; }

    /// <summary>Of a revert: the release that it shows again; else null.</summary>
    public string? Target { get; }

    /// <summary>Whether it is the pipeline's head.</summary>
    public bool Head { get; }

    /// <summary>Who holds the pipeline; null when it is not held.</summary>
    public string? HeldBy { get; }

    /// <summary>Why the pipeline is held; null when it is not.</summary>
    public string? HeldReason { get; }
}
