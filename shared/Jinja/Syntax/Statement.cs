namespace EtlMesh.Jinja;

/// <summary>A piece of a template, by kind; every one knows its place.</summary>
internal abstract record Statement(Position At)
{
    internal sealed record Text(Position At, string Value) : Statement(At);

    /// <summary><c>{{ value }}</c>.</summary>
    internal sealed record Print(Position At, Expression Value) : Statement(At);

    /// <summary>The branches in order; the last one's condition is null when it is <c>else</c>.</summary>
    internal sealed record If(Position At, IReadOnlyList<Branch> Branches) : Statement(At);

    internal sealed record For(
        Position At,
        Target Target,
        Expression Items,
        Expression? Condition,
        bool Recursive,
        IReadOnlyList<Statement> Body,
        IReadOnlyList<Statement> Otherwise) : Statement(At);

    internal sealed record Set(Position At, Target Target, Expression Value) : Statement(At);

    /// <summary><c>{% set name | filter %}…{% endset %}</c>; the filters wrap <see cref="Captured"/>.</summary>
    internal sealed record SetBlock(Position At, Target Target, Expression? Filtered, IReadOnlyList<Statement> Body) : Statement(At);

    internal sealed record Macro(Position At, MacroDefinition Definition) : Statement(At);

    internal sealed record CallBlock(Position At, Expression.Call Call, MacroDefinition Caller) : Statement(At);

    internal sealed record FilterBlock(Position At, Expression Filtered, IReadOnlyList<Statement> Body) : Statement(At);

    internal sealed record Do(Position At, Expression Value) : Statement(At);

    internal sealed record With(Position At, IReadOnlyList<KeyValuePair<Target, Expression>> Values, IReadOnlyList<Statement> Body) : Statement(At);

    /// <summary>The name under which a block's text is put before its filters; no template can write it.</summary>
    internal const string Captured = " captured";
}
