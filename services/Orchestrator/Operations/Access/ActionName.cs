namespace EtlMesh.Orchestrator.Operations;

/// <summary>Of an endpoint: what the audit log calls it.</summary>
/// <param name="Name">Such as <c>runs.start</c>.</param>
public sealed record ActionName(string Name);
