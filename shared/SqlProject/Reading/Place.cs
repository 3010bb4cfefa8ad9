namespace EtlMesh.SqlProject;

/// <summary>Where something is written.</summary>
/// <param name="File">Relative to the project.</param>
/// <param name="Line">From 1; 0 for the file itself.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
internal sealed record Place(string File, int Line = 0, int Column = 0);
