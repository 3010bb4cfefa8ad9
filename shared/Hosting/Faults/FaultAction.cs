namespace EtlMesh.Hosting;

/// <summary>What a <see cref="FaultPlan"/> does at a boundary.</summary>
public enum FaultAction
{
    /// <summary>Strikes nowhere, and tells of each boundary.</summary>
    List,

    /// <summary>Ends the process as <c>kill -9</c> does.</summary>
    Kill,

    /// <summary>Blocks the effect until the run is cancelled or the process gets SIGCONT.</summary>
    Pause,
}
