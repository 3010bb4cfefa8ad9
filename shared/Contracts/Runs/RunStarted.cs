namespace EtlMesh.Contracts;

/// <summary>The run has an attempt and goes on to its source.</summary>
public sealed record RunStarted : RunMessage;
