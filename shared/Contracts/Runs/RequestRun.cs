namespace EtlMesh.Contracts;

/// <summary>Starts a run, or absorbs the request when the run is active.</summary>
public sealed record RequestRun : RunMessage
{
    /// <summary><c>nightly</c>, a due instant, or <c>object@version</c>.</summary>
    public required string Key { get; init; }

    /// <summary>A finished run is run again, as its next attempt.</summary>
    public bool Again { get; init; }

    /// <summary>The run's tables, stages and limits, as resolved when the bundle was made.</summary>
    public required RunPlan Plan { get; init; }
}
