namespace EtlMesh.Jinja;

/// <summary>A macro together with the scope its body sees.</summary>
internal sealed class BoundMacro(MacroDefinition definition, string file, JinjaScope closure) : IJinjaObject
{
    public bool IsCallable => true;

    public object? GetAttribute(string name) => name switch
    {
        "name" => definition.Name,
        "arguments" => new JinjaTuple([.. definition.Parameters.Select(p => p.Name)]),
        _ => new JinjaUndefined($"the macro `{definition.Name}` has no attribute `{name}`"),
    };

    public object? Invoke(JinjaCall call) => Run(call);

    /// <summary>The macro's text, or the value it returned.</summary>
    public object? Run(JinjaCall call)
    {
        MacroArguments.Check(definition, call);
        call.Session.Enter(call.File, call.At, $"macro `{definition.Name}`");
        try
        {
            var renderer = new Renderer(call.Session, file);
            var scope = new JinjaScope(closure);
            MacroArguments.Bind(definition, call, scope, renderer.Evaluator);
            return renderer.Run(definition.Body, scope);
        }
        catch (MacroReturn returned)
        {
            return returned.Value;
        }
        catch (JinjaException e)
        {
            e.PassedThrough(definition.Name, call.File, call.Line);
            throw;
        }
        finally
        {
            call.Session.Leave();
        }
    }

    public override string ToString() => $"<macro '{definition.Name}'>";
}
