namespace EtlMesh.Cli;

/// <summary>A run that the mesh has taken on.</summary>
public sealed record StartedRun(Guid RunId, string Pipeline, DateOnly RunDate, string Bundle);
