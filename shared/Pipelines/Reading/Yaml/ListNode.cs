namespace EtlMesh.Pipelines;

/// <summary>A sequence.</summary>
internal sealed record ListNode(int Line, int Column, IReadOnlyList<Node> Items) : Node(Line, Column)
{
    public override string What => "a list";
}
