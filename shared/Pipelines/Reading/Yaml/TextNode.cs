namespace EtlMesh.Pipelines;

/// <summary>A scalar.</summary>
/// <param name="Plain">Written without quotes, so it may also be a number, true, false or null.</param>
internal sealed record TextNode(int Line, int Column, string Text, bool Plain) : Node(Line, Column)
{
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string What => IsNull ? "empty" : "a single value";
}
