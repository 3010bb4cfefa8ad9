using System.Collections.Concurrent;

namespace EtlMesh.Jinja;

/// <summary>Parameter names of a builtin or a host function: <c>"value, width?, *rest, **named"</c>, where <c>?</c> marks what may be left out.</summary>
internal sealed class Signature
{
    private static readonly ConcurrentDictionary<string, Signature> Known = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly int _required;
    private readonly bool _rest;
    private readonly bool _named;

    private Signature(string text)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith("**", StringComparison.Ordinal))
                _named = true;
            else if (part[0] == '*')
                _rest = true;
            else
                _names.Add(part.TrimEnd('?'));
            if (part[0] != '*' && part[^1] != '?')
                _required++;
        }
    }

    public static Signature Parse(string text) => Known.GetOrAdd(text, t => new Signature(t));

    /// <summary>A value for each parameter, null for one left out.</summary>
    /// <exception cref="JinjaException">An argument is missing, unknown, given twice or too many.</exception>
    public object?[] Bind(JinjaCall call) => Bind(call, out _);

    public object?[] Bind(JinjaCall call, out bool[] given)
    {
        var values = new object?[_names.Count];
        given = new bool[_names.Count];
        if (call.Positional.Count > _names.Count && !_rest)
            throw call.Error(TooMany($"`{call.Name}`", _names.Count - (call.HasReceiver ? 1 : 0), call.Positional.Count - (call.HasReceiver ? 1 : 0)));
        for (var i = 0; i < Math.Min(_names.Count, call.Positional.Count); i++)
            (values[i], given[i]) = (call.Positional[i], true);
        foreach (var (name, value) in call.Named)
        {
            var index = _names.IndexOf(name);
            if (index < 0 && _named)
                continue;
            if (index < 0)
                throw call.Error($"`{call.Name}` has no argument `{name}`{Nearest.Hint(name, _names)}");
            if (given[index])
                throw call.Error($"`{call.Name}` was given `{name}` twice");
            (values[index], given[index]) = (value, true);
        }

        for (var i = 0; i < _required; i++)
        {
            if (!given[i])
                throw call.Error($"`{call.Name}` needs the argument `{_names[i]}`");
        }

        return values;
    }

    /// <summary>The message about surplus arguments.</summary>
    public static string TooMany(string what, int taken, int given) => taken == 0
        ? $"{what} takes no arguments, but {given} {(given == 1 ? "was" : "were")} given"
        : $"{what} takes at most {taken} argument{(taken == 1 ? "" : "s")}, but {given} were given";

    /// <summary>The positional arguments beyond the named parameters.</summary>
    public IReadOnlyList<object?> Rest(JinjaCall call) => [.. call.Positional.Skip(_names.Count)];
}
