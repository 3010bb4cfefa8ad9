namespace EtlMesh.Jinja;

/// <summary>Gives a macro's parameters their values.</summary>
internal static class MacroArguments
{
    /// <summary>Refuses arguments that the macro does not take; the mistake is the caller's.</summary>
    public static void Check(MacroDefinition macro, JinjaCall call)
    {
        var count = macro.Parameters.Count;
        if (call.Positional.Count > count && !macro.Mentions.Contains("varargs"))
            throw call.Error(Signature.TooMany($"macro `{macro.Name}`", count, call.Positional.Count));
        if (macro.Parameters.Take(call.Positional.Count).FirstOrDefault(p => call.Named.ContainsKey(p.Name)) is { } twice)
            throw call.Error($"macro `{macro.Name}` was given `{twice.Name}` twice");
        if (!macro.Mentions.Contains("kwargs") && Surplus(macro, call).FirstOrDefault().Key is { } unknown)
            throw call.Error($"macro `{macro.Name}` has no parameter `{unknown}`{Nearest.Hint(unknown, macro.Parameters.Select(p => p.Name))}");
    }

    public static void Bind(MacroDefinition macro, JinjaCall call, JinjaScope scope, Evaluator evaluator)
    {
        var count = macro.Parameters.Count;
        // Jinja gives the special names before the defaults are evaluated.
        if (macro.Mentions.Contains("varargs"))
            scope["varargs"] = new JinjaTuple([.. call.Positional.Skip(count)]);
        if (macro.Mentions.Contains("kwargs"))
            scope["kwargs"] = new Dictionary<string, object?>(Surplus(macro, call));
        if (macro.Mentions.Contains("caller"))
            scope["caller"] = call.Named.TryGetValue("caller", out var caller) ? caller : new JinjaUndefined("`caller` is undefined: the macro was not called by a `call` block");
        for (var i = 0; i < count; i++)
            scope[macro.Parameters[i].Name] = Value(macro, i, call, scope, evaluator);
    }

    private static object? Value(MacroDefinition macro, int index, JinjaCall call, JinjaScope scope, Evaluator evaluator)
    {
        var parameter = macro.Parameters[index];
        if (index < call.Positional.Count)
            return call.Positional[index];
        if (call.Named.TryGetValue(parameter.Name, out var value))
            return value;
        return parameter.Default is { } expression
            ? evaluator.Evaluate(expression, scope)
            : new JinjaUndefined($"macro `{macro.Name}` was called without its parameter `{parameter.Name}`").PlacedAt(call.File, call.At);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Surplus(MacroDefinition macro, JinjaCall call) => call.Named.Where(n =>
        !macro.Parameters.Any(p => p.Name == n.Key) && !(n.Key == "caller" && macro.Mentions.Contains("caller")));
}
