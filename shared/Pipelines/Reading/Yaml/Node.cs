namespace EtlMesh.Pipelines;

/// <summary>A node of a YAML document and where it begins, from 1.</summary>
internal abstract record Node(int Line, int Column)
{
    /// <summary>What the node is, for a message.</summary>
    public abstract string What { get; }
}
