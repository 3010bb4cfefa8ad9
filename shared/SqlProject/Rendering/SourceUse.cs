namespace EtlMesh.SqlProject;

/// <summary>A <c>source</c> as it was called.</summary>
internal sealed record SourceUse(SourceTable Table, Place At);
