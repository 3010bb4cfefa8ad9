namespace EtlMesh.SqlProject;

/// <summary>Whether a failing check blocks publishing.</summary>
public enum CheckSeverity
{
    Error,
    Warn,
}
