using EtlMesh.Pipelines;

namespace EtlMesh.SqlProject;

/// <summary>What reading a project came to: the project, or everything that is wrong with it.</summary>
/// <param name="Project">Null when there are problems.</param>
/// <param name="Problems">In order of file, line and column; empty when the project is sound.</param>
public sealed record SqlProjectResult(SqlProject? Project, IReadOnlyList<Problem> Problems);
