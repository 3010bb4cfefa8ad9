namespace EtlMesh.Jinja;

/// <summary>Gives a macro's parameters their values.</summary>
internal static class MacroArguments
{
    public static void Bind(MacroDefinition macro, JinjaCall call, JinjaScope scope, Evaluator evaluator)
    {
        var count = macro.Parameters.Count;
        if (call.Positional.Count > count && !macro.Mentions.Contains("varargs"))
            throw call.Error($"macro `{macro.Name}` takes at most {count} arguments, but {call.Positional.Count} were given");
        var surplus = Surplus(macro, call);
        // Jinja gives the special names before the defaults are evaluated.
        if (macro.Mentions.Contains("varargs"))
            scope["varargs"] = new JinjaTuple([.. call.Positional.Skip(count)]);
        if (macro.Mentions.Contains("kwargs"))
            scope["kwargs"] = surplus;
        if (macro.Mentions.Contains("caller"))
            scope["caller"] = call.Named.TryGetValue("caller", out var caller) ? caller : new JinjaUndefined("`caller` is undefined: the macro was not called by a `call` block");
        for (var i = 0; i < count; i++)
            scope[macro.Parameters[i].Name] = Value(macro, i, call, scope, evaluator);
    }

    private static object? Value(MacroDefinition macro, int index, JinjaCall call, JinjaScope scope, Evaluator evaluator)
    {
        var parameter = macro.Parameters[index];
        var named = call.Named.TryGetValue(parameter.Name, out var value);
        if (index < call.Positional.Count)
            return named ? throw call.Error($"macro `{macro.Name}` was given `{parameter.Name}` twice") : call.Positional[index];
        if (named)
            return value;
        return parameter.Default is { } expression
            ? evaluator.Evaluate(expression, scope)
            : new JinjaUndefined($"macro `{macro.Name}` was called without its parameter `{parameter.Name}`").PlacedAt(call.File, call.At);
    }

    private static JinjaDict Surplus(MacroDefinition macro, JinjaCall call)
    {
        var surplus = new JinjaDict();
        foreach (var (name, value) in call.Named)
        {
            if (macro.Parameters.Any(p => p.Name == name) || (name == "caller" && macro.Mentions.Contains("caller")))
                continue;
            if (!macro.Mentions.Contains("kwargs"))
                throw call.Error($"macro `{macro.Name}` has no parameter `{name}`{Nearest.Hint(name, macro.Parameters.Select(p => p.Name))}");
            surplus[name] = value;
        }

        return surplus;
    }
}
