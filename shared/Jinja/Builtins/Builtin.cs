namespace EtlMesh.Jinja;

/// <summary>A filter, test or method: its name, its parameters (the value it works on first) and what it does.</summary>
internal sealed class Builtin(string name, string signature, Func<Given, object?> body)
{
    private readonly Signature _signature = Signature.Parse(signature);

    public string Name { get; } = name;

    public object? Invoke(JinjaCall call)
    {
        try
        {
            var values = _signature.Bind(call, out var given);
            return call.Session.Checked(body(new Given(call, values, given, _signature)));
        }
        catch (JinjaTypeException e)
        {
            throw call.Error($"`{call.Name}`: {e.Message}");
        }
    }

    /// <summary>The method of a value.</summary>
    public JinjaFunction BoundTo(object? target) => call =>
        Invoke(new JinjaCall(call.Session, call.File, call.At, call.Name, [target, .. call.Positional], call.Named) { HasReceiver = true });

    /// <summary>By name, for tables.</summary>
    public static Dictionary<string, Builtin> Table(params ReadOnlySpan<IEnumerable<Builtin>> groups)
    {
        var table = new Dictionary<string, Builtin>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var builtin in group)
                table.Add(builtin.Name, builtin);
        }

        return table;
    }
}
