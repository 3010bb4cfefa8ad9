using System.Diagnostics.CodeAnalysis;

namespace EtlMesh.Jinja;

/// <summary>
/// Names and their values, with a parent that answers for the names it does not have itself. A render writes only to
/// scopes of its own, never to the one it is given. Not safe for writing from several threads; reading is.
/// </summary>
public sealed class JinjaScope(JinjaScope? parent = null)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public JinjaScope? Parent { get; } = parent;

    /// <summary>
    /// Reading gives the nearest value, or a <see cref="JinjaUndefined"/>; writing defines the name in this scope.
    /// Values are converted by <see cref="JinjaValue.From"/>; a value of a foreign type is an <see cref="ArgumentException"/>.
    /// </summary>
    public object? this[string name]
    {
        get => TryGet(name, out var value) ? value : new JinjaUndefined($"`{name}` is undefined");
        set => _values[name] = JinjaValue.From(value);
    }

    /// <summary>Defines a function.</summary>
    public void Define(string name, JinjaFunction function) => _values[name] = function;

    /// <summary>Defines a macro under its own name; its body sees this scope.</summary>
    public void Define(JinjaMacro macro) => _values[macro.Name] = macro.Bind(this);

    public bool TryGet(string name, [MaybeNullWhen(false)] out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._values.TryGetValue(name, out value))
                return true;
        }

        value = null;
        return false;
    }

    /// <summary>Every name that can be read here.</summary>
    public IEnumerable<string> Names()
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (var name in scope._values.Keys)
                yield return name;
        }
    }
}
