namespace EtlMesh.Cli;

/// <summary>How and why a run ended.</summary>
/// <param name="State">The end.</param>
/// <param name="Stage">The stage that failed; null otherwise.</param>
/// <param name="Reason">Why it did not complete; null when it did.</param>
public sealed record RunEnd(RunState State, string? Stage = null, string? Reason = null)
{
    /// <summary>An earlier run had published the date, and nothing was done.</summary>
    public bool AlreadyPublished { get; init; }

    /// <summary>False when a service could not remove what it wrote: a person is needed.</summary>
    public bool Compensated { get; init; } = true;

    public int ExitCode => State switch
    {
        RunState.Completed => ExitCodes.Done,
        RunState.Blocked => ExitCodes.Blocked,
        RunState.Cancelled => ExitCodes.Interrupted,
        _ => ExitCodes.Failed,
    };
}
