namespace EtlMesh.SqlProject;

/// <summary>Reads a dbt project's folder. Needs no warehouse.</summary>
public static class ProjectReader
{
    /// <summary>Reads everything below <paramref name="folder"/> and returns the project, or all that is wrong with it; bad input does not throw.</summary>
    public static SqlProjectResult Read(string folder, ProjectSettings settings) => throw new NotImplementedException();
}
