namespace EtlMesh.Jinja;

/// <summary>What is assigned to.</summary>
internal abstract record Target(Position At)
{
    internal sealed record Name(Position At, string Text) : Target(At);

    internal sealed record Tuple(Position At, IReadOnlyList<Target> Items) : Target(At);

    /// <summary><c>space.attribute</c> of a <c>namespace()</c>.</summary>
    internal sealed record Attribute(Position At, string Space, string Text) : Target(At);
}
