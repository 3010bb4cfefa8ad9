namespace EtlMesh.Jinja;

/// <summary>A macro as a template defines it, to be bound to the scope that its body shall see.</summary>
public sealed class JinjaMacro
{
    private readonly MacroDefinition _definition;
    private readonly string _file;

    internal JinjaMacro(MacroDefinition definition, string file)
    {
        _definition = definition;
        _file = file;
        Parameters = [.. definition.Parameters.Select(p => p.Name)];
    }

    /// <summary>The name it is called by; that of <c>{% test positive(model) %}</c> is <c>test_positive</c>.</summary>
    public string Name => _definition.Name;

    /// <summary>Parameter names in order.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>True when it was written as <c>{% test name(…) %}</c>.</summary>
    public bool IsGenericTest => _definition.IsGenericTest;

    public string File => _file;

    public int Line => _definition.At.Line;

    public int Column => _definition.At.Column;

    /// <summary>The macro as a callable value; names that are not its own are looked up in the scope when it runs.</summary>
    public IJinjaObject Bind(JinjaScope scope) => new BoundMacro(_definition, _file, scope);

    /// <summary>Runs the macro by itself and gives its text.</summary>
    /// <exception cref="JinjaException">Anything that goes wrong, with its place.</exception>
    public string Render(
        JinjaScope scope,
        IReadOnlyList<object?>? positional = null,
        IReadOnlyDictionary<string, object?>? named = null,
        JinjaLimits? limits = null,
        CancellationToken ct = default)
    {
        var session = new Session(limits ?? JinjaLimits.Default, ct);
        var call = new JinjaCall(
            session,
            _file,
            _definition.At,
            Name,
            [.. (positional ?? []).Select(JinjaValue.From)],
            (named ?? new Dictionary<string, object?>()).ToDictionary(p => p.Key, p => JinjaValue.From(p.Value), StringComparer.Ordinal));
        return PythonText.Of(new BoundMacro(_definition, _file, scope).Run(call), _file, _definition.At);
    }
}
