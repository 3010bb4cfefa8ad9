namespace EtlMesh.SqlProject;

/// <summary>All that the YAML files beside models, seeds and tests say.</summary>
internal sealed class ProjectProperties
{
    public Dictionary<string, NodeProperties> Models { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, NodeProperties> Seeds { get; } = new(StringComparer.Ordinal);

    /// <summary>Singular tests by file name.</summary>
    public Dictionary<string, NodeProperties> Singular { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<SourceTable, NodeProperties> Sources { get; } = [];
}
