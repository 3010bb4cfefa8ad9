using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.NightlyRun;

/// <summary>How far the night is with a stage, from its first begin to its last end: a stage may be begun again.</summary>
public sealed class StageProgress
{
    /// <summary>One of <see cref="StageNames"/>.</summary>
    public required string Stage { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>running, done, failed or skipped.</summary>
    public string State { get; set; } = "";

    /// <summary>Null while it is running.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public string? Detail { get; set; }

    internal void Take(string state, DateTimeOffset at, string? detail)
    {
        (State, Detail) = (state == "retrying" ? "running" : state, detail);
        EndedAt = State switch
        {
            "running" => null,
            "skipped" => EndedAt ?? at, // begun, and not reached again
            _ => at,
        };
    }
}
