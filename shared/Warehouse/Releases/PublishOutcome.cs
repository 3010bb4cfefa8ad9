namespace EtlMesh.Warehouse;

/// <summary>The answer to a publish or a revert.</summary>
/// <param name="Head">The head after it; null when there is none.</param>
/// <param name="Reason">Why it was refused, with what to do next; else null.</param>
public sealed record PublishOutcome(PublishState State, string? Head, string? Reason = null);
