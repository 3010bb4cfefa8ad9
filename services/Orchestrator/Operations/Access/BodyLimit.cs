namespace EtlMesh.Orchestrator.Operations;

/// <summary>Of an endpoint: how large a call's body may be.</summary>
/// <param name="Bytes">The most.</param>
public sealed record BodyLimit(long Bytes);
