namespace EtlMesh.Pipelines;

/// <summary>The models that a release sends to a lake.</summary>
public sealed record LakeDefinition
{
    /// <summary>Where the lake lies, unresolved; see <see cref="LakeAddress"/>.</summary>
    public string Location { get; init; } = "lake";

    /// <summary>In the file's order; at least one.</summary>
    public required IReadOnlyList<LakeTableDefinition> Tables { get; init; }
}
