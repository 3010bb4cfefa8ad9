namespace EtlMesh.Orchestrator.Operations;

/// <summary>What <c>POST /api/runs/{run_id}/cancel</c> is asked.</summary>
/// <param name="Reason">For whoever reads of it later; null says who cancelled.</param>
public sealed record CancelRunDocument(string? Reason = null);
