namespace EtlMesh.Jinja;

/// <summary>A call as the template wrote it: the arguments' values and the place.</summary>
public sealed class JinjaCall
{
    internal JinjaCall(Session session, string file, Position at, string name, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
    {
        Session = session;
        File = file;
        At = at;
        Name = name;
        Positional = positional;
        Named = named;
    }

    /// <summary>What was called, as written: <c>ref</c>, <c>config.get</c>.</summary>
    public string Name { get; }

    /// <summary>Arguments without a name, in order; the values are those of <see cref="JinjaValue.From"/>.</summary>
    public IReadOnlyList<object?> Positional { get; }

    /// <summary>Arguments with a name.</summary>
    public IReadOnlyDictionary<string, object?> Named { get; }

    public string File { get; }

    public int Line => At.Line;

    public int Column => At.Column;

    internal Session Session { get; }

    internal Position At { get; }

    /// <summary>True when the first positional argument is the value before a dot or a bar, which nobody wrote as an argument.</summary>
    internal bool HasReceiver { get; init; }

    /// <summary>A failure at the place of this call, to be thrown.</summary>
    public JinjaException Error(string message, Exception? inner = null) => new(File, Line, Column, message, inner);

    /// <summary>
    /// Lays the arguments out by a signature such as <c>"name, default?"</c>: one value for each parameter, in order, null for
    /// an optional one that was left out. A missing, surplus or unknown argument fails naming it.
    /// </summary>
    public IReadOnlyList<object?> Bind(string signature) => Signature.Parse(signature).Bind(this).ToList();

    /// <summary>Calls a callable value (a macro, a function) from inside a host function.</summary>
    public object? Invoke(object? callable, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?>? named = null) =>
        Invocation.Invoke(callable, new JinjaCall(Session, File, At, Name, positional, named ?? new Dictionary<string, object?>()));

    /// <summary>To be thrown by a function (<c>throw JinjaCall.Return(x)</c>) that ends the innermost macro, which then gives this value instead of its text.</summary>
    public static Exception Return(object? value) => new MacroReturn(JinjaValue.From(value));
}
