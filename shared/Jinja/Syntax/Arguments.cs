namespace EtlMesh.Jinja;

/// <summary>The arguments of a call as written: plain, named, <c>*list</c> and <c>**dict</c>.</summary>
internal sealed record Arguments(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<KeyValuePair<string, Expression>> Named,
    Expression? Spread,
    Expression? NamedSpread)
{
    public static Arguments None { get; } = new([], [], null, null);
}
