namespace EtlMesh.SqlProject;

/// <summary>What SQL sees as <c>target</c>.</summary>
/// <param name="Name">The environment's name.</param>
/// <param name="Type">The engine: <c>duckdb</c>, <c>postgres</c> or <c>redshift</c>.</param>
public sealed record ProjectTarget(string Name = "default", string Type = "duckdb");
