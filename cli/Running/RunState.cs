namespace EtlMesh.Cli;

/// <summary>How a run ended, in the design's words.</summary>
public enum RunState
{
    /// <summary>Published, or the run date was published before.</summary>
    Completed,

    /// <summary>The gate said no.</summary>
    Blocked,

    Failed,

    Cancelled,
}
