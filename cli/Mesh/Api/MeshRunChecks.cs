namespace EtlMesh.Cli;

/// <summary>The gate's verdict.</summary>
public sealed record MeshRunChecks(int Total, int Failed, int Warned);
