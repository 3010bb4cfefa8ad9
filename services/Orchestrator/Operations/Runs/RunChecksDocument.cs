namespace EtlMesh.Orchestrator.Operations;

/// <summary>The gate's verdict in counts.</summary>
/// <param name="Total">Checks that were run.</param>
/// <param name="Failed">Of these, blocking ones that failed.</param>
/// <param name="Warned">Of these, ones that only warn.</param>
public sealed record RunChecksDocument(int Total, int Failed, int Warned);
