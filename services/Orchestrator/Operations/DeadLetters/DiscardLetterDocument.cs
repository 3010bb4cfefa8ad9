namespace EtlMesh.Orchestrator.Operations;

/// <summary>Asks that a letter be put away.</summary>
/// <param name="Reason">Why it is not needed.</param>
public sealed record DiscardLetterDocument(string? Reason = null);
