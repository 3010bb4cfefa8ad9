namespace EtlMesh.SqlProject;

/// <summary>Which models and seeds depend on which; without cycles.</summary>
public sealed class ProjectGraph
{
}
