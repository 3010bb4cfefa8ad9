namespace EtlMesh.Jinja;

/// <summary>An expression, by kind; every one knows its place.</summary>
internal abstract record Expression(Position At)
{
    internal sealed record Constant(Position At, object? Value) : Expression(At);

    internal sealed record Name(Position At, string Text) : Expression(At);

    internal sealed record List(Position At, IReadOnlyList<Expression> Items) : Expression(At);

    internal sealed record Tuple(Position At, IReadOnlyList<Expression> Items) : Expression(At);

    internal sealed record Dict(Position At, IReadOnlyList<KeyValuePair<Expression, Expression>> Items) : Expression(At);

    internal sealed record Attribute(Position At, Expression Target, string Text) : Expression(At);

    internal sealed record Subscript(Position At, Expression Target, Expression Index) : Expression(At);

    internal sealed record Slice(Position At, Expression? Start, Expression? Stop, Expression? Step) : Expression(At);

    internal sealed record Call(Position At, Expression Callee, Arguments Arguments) : Expression(At);

    internal sealed record Filter(Position At, Expression Value, string Text, Arguments Arguments) : Expression(At);

    internal sealed record Test(Position At, Expression Value, string Text, Arguments Arguments, bool Negated) : Expression(At);

    /// <summary>A minus or a plus sign.</summary>
    internal sealed record Sign(Position At, bool Minus, Expression Value) : Expression(At);

    internal sealed record Not(Position At, Expression Value) : Expression(At);

    internal sealed record Binary(Position At, string Operator, Expression Left, Expression Right) : Expression(At);

    internal sealed record And(Position At, Expression Left, Expression Right) : Expression(At);

    internal sealed record Or(Position At, Expression Left, Expression Right) : Expression(At);

    /// <summary>A chain such as <c>a &lt; b &lt;= c</c>; operators are <c>== != &lt; &lt;= &gt; &gt;= in</c> and <c>not in</c>.</summary>
    internal sealed record Comparison(Position At, Expression First, IReadOnlyList<KeyValuePair<string, Expression>> Rest) : Expression(At);

    /// <summary><c>then if condition else otherwise</c>.</summary>
    internal sealed record Conditional(Position At, Expression Condition, Expression Then, Expression? Otherwise) : Expression(At);
}
