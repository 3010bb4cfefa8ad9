namespace EtlMesh.SqlProject;

/// <summary>What a YAML file says about a model, a seed or a source table.</summary>
internal sealed record NodeProperties(string Name, Place At, string Description, NodeConfig Config, IReadOnlyList<DeclaredCheck> Checks);
