using System.Runtime.CompilerServices;

namespace EtlMesh.Jinja;

/// <summary>Evaluates expressions of one file.</summary>
internal sealed class Evaluator(Session session, string file)
{
    private readonly Access _access = new(file);

    public object? Evaluate(Expression expression, JinjaScope scope)
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return session.Checked(Dispatch(expression, scope));
        }
        catch (JinjaTypeException e)
        {
            throw Error(expression.At, e.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw Error(expression.At, "the expression or its value is nested too deeply");
        }
    }

    /// <summary>Evaluates a call, with the <c>caller</c> of a <c>call</c> block.</summary>
    public object? Call(Expression.Call call, JinjaScope scope, BoundMacro? caller = null)
    {
        var callee = Evaluate(call.Callee, scope);
        var name = Written(call.Callee);
        var (positional, named) = Arguments(call.Arguments, scope);
        if (caller is not null)
            named["caller"] = caller;
        if (callee is JinjaFunction && positional.Concat(named.Values).OfType<JinjaUndefined>().FirstOrDefault(u => !u.IsSilent) is { } undefined)
            throw undefined.Failure(file, call.At);
        return Invocation.Invoke(callee, new JinjaCall(session, file, call.At, name, positional, named));
    }

    private object? Dispatch(Expression expression, JinjaScope scope) => expression switch
    {
        Expression.Constant constant => constant.Value,
        Expression.Name name => Lookup(name, scope),
        Expression.List list => list.Items.Select(i => Evaluate(i, scope)).ToList(),
        Expression.Tuple tuple => new JinjaTuple([.. tuple.Items.Select(i => Evaluate(i, scope))]),
        Expression.Dict dict => Dict(dict, scope),
        Expression.Attribute attribute => _access.Attribute(Evaluate(attribute.Target, scope), attribute.Text, attribute.At),
        Expression.Subscript { Index: Expression.Slice slice } subscript => _access.Slice(
            Evaluate(subscript.Target, scope), Part(slice.Start, scope), Part(slice.Stop, scope), Part(slice.Step, scope), subscript.At),
        Expression.Subscript subscript => _access.Item(Evaluate(subscript.Target, scope), Evaluate(subscript.Index, scope), subscript.At),
        Expression.Call call => Call(call, scope),
        Expression.Filter filter => Filter(filter, scope),
        Expression.Test test => Test(test, scope) != test.Negated,
        Expression.Sign sign => Arithmetic.Sign(sign.Minus, Defined(sign.Value, scope)),
        Expression.Not not => !Truth.Of(Evaluate(not.Value, scope)),
        Expression.And and => Evaluate(and.Left, scope) is var left && Truth.Of(left) ? Evaluate(and.Right, scope) : left,
        Expression.Or or => Evaluate(or.Left, scope) is var left && Truth.Of(left) ? left : Evaluate(or.Right, scope),
        Expression.Binary { Operator: "~" } binary => Text(binary.Left, scope) + Text(binary.Right, scope),
        Expression.Binary binary => Arithmetic.Apply(binary.Operator, Defined(binary.Left, scope), Defined(binary.Right, scope), session),
        Expression.Comparison comparison => Compare(comparison, scope),
        Expression.Conditional choice => Choose(choice, scope),
        _ => throw Error(expression.At, "a slice stands only inside square brackets"),
    };

    private object? Choose(Expression.Conditional choice, JinjaScope scope)
    {
        if (Truth.Of(Evaluate(choice.Condition, scope)))
            return Evaluate(choice.Then, scope);
        return choice.Otherwise is { } otherwise
            ? Evaluate(otherwise, scope)
            : new JinjaUndefined("the inline `if` is false and has no `else`") { IsSilent = true }.PlacedAt(file, choice.At);
    }

    private object? Lookup(Expression.Name name, JinjaScope scope)
    {
        if (scope.TryGet(name.Text, out var value))
            return value is JinjaUndefined known ? known.PlacedAt(file, name.At) : value;
        if (Globals.All.TryGetValue(name.Text, out var function))
            return function;
        var hint = Nearest.Hint(name.Text, scope.Names().Concat(Globals.All.Keys));
        return new JinjaUndefined($"`{name.Text}` is undefined{hint}").PlacedAt(file, name.At);
    }

    private JinjaDict Dict(Expression.Dict expression, JinjaScope scope)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in expression.Items)
            dict[Defined(key, scope)] = Evaluate(value, scope);
        return dict;
    }

    private object? Part(Expression? expression, JinjaScope scope) => expression is null ? null : Defined(expression, scope);

    private string Text(Expression expression, JinjaScope scope) => PythonText.Of(Evaluate(expression, scope), file, expression.At);

    private object? Defined(Expression expression, JinjaScope scope) =>
        Evaluate(expression, scope) is var value && value is JinjaUndefined undefined ? throw undefined.Failure(file, expression.At) : value;

    private bool Compare(Expression.Comparison comparison, JinjaScope scope)
    {
        var left = Evaluate(comparison.First, scope);
        foreach (var (name, expression) in comparison.Rest)
        {
            var right = Evaluate(expression, scope);
            if (name is not ("==" or "!=") && (left as JinjaUndefined ?? right as JinjaUndefined) is { } undefined)
                throw undefined.Failure(file, comparison.At);
            if (!Comparison.Apply(name, left, right))
                return false;
            left = right;
        }

        return true;
    }

    private object? Filter(Expression.Filter filter, JinjaScope scope) =>
        Apply(FilterTable.Find(filter.Text, file, filter.At), filter.Text, Evaluate(filter.Value, scope), filter.Arguments, scope, filter.At);

    private bool Test(Expression.Test test, JinjaScope scope) =>
        Truth.Of(Apply(TestTable.Find(test.Text, file, test.At), test.Text, Evaluate(test.Value, scope), test.Arguments, scope, test.At));

    private object? Apply(Builtin builtin, string name, object? value, Arguments arguments, JinjaScope scope, Position at)
    {
        var (positional, named) = Arguments(arguments, scope);
        positional.Insert(0, value);
        return builtin.Invoke(new JinjaCall(session, file, at, name, positional, named) { HasReceiver = true });
    }

    private (List<object?> Positional, Dictionary<string, object?> Named) Arguments(Arguments arguments, JinjaScope scope)
    {
        List<object?> positional = [.. arguments.Positional.Select(a => Evaluate(a, scope))];
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments.Named)
            named[name] = Evaluate(value, scope);
        if (arguments.Spread is { } spread)
            positional.AddRange(Sequence.Of(Defined(spread, scope)));
        if (arguments.NamedSpread is not { } namedSpread)
            return (positional, named);
        if (Defined(namedSpread, scope) is not JinjaDict dict)
            throw Error(namedSpread.At, "the argument after `**` must be a dict");
        foreach (var (key, value) in dict)
        {
            if (key is not string name || !named.TryAdd(name, value))
                throw Error(namedSpread.At, $"the argument {PythonText.Repr(key)} of `**` is given twice or is not a text");
        }

        return (positional, named);
    }

    private static string Written(Expression callee) => callee switch
    {
        Expression.Name name => name.Text,
        Expression.Attribute attribute => $"{Written(attribute.Target)}.{attribute.Text}",
        Expression.Call call => $"{Written(call.Callee)}()",
        Expression.Subscript subscript => $"{Written(subscript.Target)}[]",
        _ => "value",
    };

    private JinjaException Error(Position at, string message) => new(file, at.Line, at.Column, message);
}
