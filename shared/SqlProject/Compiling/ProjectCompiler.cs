namespace EtlMesh.SqlProject;

/// <summary>Makes all SQL of an attempt, once.</summary>
public static class ProjectCompiler
{
    /// <summary>Compiles the project for the names of one candidate.</summary>
    /// <param name="project">The project.</param>
    /// <param name="names">How relations are called.</param>
    /// <param name="select">Selector words; null for all. What is not selected is compiled too, and marked.</param>
    /// <param name="exclude">Selector words for what to leave out.</param>
    /// <exception cref="Contracts.TerminalEtlException">A template fails, or a selector word selects nothing; the message has file and line.</exception>
    public static CompiledProject Compile(SqlProject project, IRelationNames names, string? select = null, string? exclude = null) => throw new NotImplementedException();
}
