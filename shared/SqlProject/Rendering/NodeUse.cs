namespace EtlMesh.SqlProject;

/// <summary>A <c>ref</c> as it was called.</summary>
internal sealed record NodeUse(string Name, Place At);
