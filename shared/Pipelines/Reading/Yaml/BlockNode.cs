namespace EtlMesh.Pipelines;

/// <summary>A mapping, in the file's order, each key once.</summary>
internal sealed record BlockNode(int Line, int Column, IReadOnlyList<KeyValuePair<TextNode, Node>> Entries) : Node(Line, Column)
{
    public override string What => "a block of keys";
}
