namespace EtlMesh.Cli;

/// <summary>The states in which a run stands still, as the API names them.</summary>
public static class RunStates
{
    public const string Completed = "completed";
    public const string Blocked = "blocked";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string CompensationFailed = "compensation_failed";

    /// <summary>What it has is kept; it can be resumed or cancelled.</summary>
    public const string Suspended = "suspended";
}
