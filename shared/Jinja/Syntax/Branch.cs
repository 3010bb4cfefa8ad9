namespace EtlMesh.Jinja;

/// <summary>A branch of an <c>if</c>; without a condition it is the <c>else</c>.</summary>
internal sealed record Branch(Expression? Condition, IReadOnlyList<Statement> Body);
