namespace EtlMesh.Jinja;

/// <summary>A macro, a generic test or the body of a <c>call</c> block.</summary>
/// <param name="At">Where its name stands.</param>
/// <param name="Name">The name it is called by.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Body">Its statements.</param>
/// <param name="Mentions">Every name in the body: a macro takes surplus arguments or a caller only when it mentions <c>varargs</c>, <c>kwargs</c> or <c>caller</c>.</param>
/// <param name="IsGenericTest">True for <c>{% test %}</c>.</param>
internal sealed record MacroDefinition(
    Position At,
    string Name,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Statement> Body,
    IReadOnlySet<string> Mentions,
    bool IsGenericTest = false);
