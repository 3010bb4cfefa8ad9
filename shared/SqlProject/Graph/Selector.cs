namespace EtlMesh.SqlProject;

/// <summary>dbt's selector words over a project: <c>name</c>, <c>+name</c>, <c>name+1</c>, <c>tag:x</c>, <c>path:x</c>; a space unites, a comma intersects.</summary>
public static class Selector
{
    /// <summary>The names of the models and seeds that the words select.</summary>
    /// <exception cref="Contracts.TerminalEtlException">A word selects nothing, or is not understood.</exception>
    public static IReadOnlySet<string> Select(SqlProject project, string? select, string? exclude = null) => throw new NotImplementedException();
}
