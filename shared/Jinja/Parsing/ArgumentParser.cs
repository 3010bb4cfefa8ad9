namespace EtlMesh.Jinja;

/// <summary>Reads the arguments of a call and the parameters of a macro.</summary>
internal sealed class ArgumentParser(TokenReader reader, ExpressionParser expressions)
{
    public Arguments Parse()
    {
        reader.Expect("(", "before arguments");
        List<Expression> positional = [];
        List<KeyValuePair<string, Expression>> named = [];
        Expression? spread = null, namedSpread = null;
        for (var first = true; !reader.TakeIf(")"); first = false)
        {
            if (!first)
            {
                reader.Expect(",", "between arguments");
                if (reader.TakeIf(")"))
                    break;
            }

            var at = reader.Current.At;
            if (namedSpread is not null)
                throw reader.Error(at, "no argument may follow `**`");
            if (reader.TakeIf("*"))
                spread = spread is null ? expressions.Parse() : throw reader.Error(at, "a call takes one `*` argument");
            else if (reader.TakeIf("**"))
                namedSpread = expressions.Parse();
            else if (reader.Current.Kind == TokenKind.Name && reader.Ahead.IsOperator("="))
                named.Add(Named(named));
            else if (named.Count > 0 || spread is not null)
                throw reader.Error(at, "an argument without a name cannot follow one with a name");
            else
                positional.Add(expressions.Parse());
        }

        return new Arguments(positional, named, spread, namedSpread);
    }

    /// <summary><c>(a, b=1)</c>.</summary>
    public IReadOnlyList<Parameter> Parameters()
    {
        reader.Expect("(", "before the parameters");
        List<Parameter> parameters = [];
        while (!reader.TakeIf(")"))
        {
            if (parameters.Count > 0)
                reader.Expect(",", "between parameters");
            if (reader.TakeIf(")"))
                break;
            var name = reader.ExpectName("the name of a parameter");
            if (parameters.Exists(p => p.Name == name.Text))
                throw reader.Error(name.At, $"the parameter `{name.Text}` is there twice");
            var value = reader.TakeIf("=") ? expressions.Parse() : null;
            if (value is null && parameters.Exists(p => p.Default is not null))
                throw reader.Error(name.At, $"the parameter `{name.Text}` without a default follows one with a default");
            parameters.Add(new Parameter(name.Text, value));
        }

        return parameters;
    }

    private KeyValuePair<string, Expression> Named(List<KeyValuePair<string, Expression>> known)
    {
        var name = reader.Take();
        if (known.Exists(n => n.Key == name.Text))
            throw reader.Error(name.At, $"the argument `{name.Text}` is given twice");
        reader.Take();
        return new(name.Text, expressions.Parse());
    }
}
