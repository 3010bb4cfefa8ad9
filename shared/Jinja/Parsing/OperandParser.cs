namespace EtlMesh.Jinja;

/// <summary>Reads what operators stand between: signs, literals, names, and what follows them: attributes, calls, filters, tests.</summary>
internal sealed class OperandParser
{
    private readonly TokenReader _reader;
    private readonly ExpressionParser _expressions;
    private readonly LiteralParser _literals;
    private readonly ArgumentParser _arguments;

    public OperandParser(TokenReader reader, ExpressionParser expressions)
    {
        _reader = reader;
        _expressions = expressions;
        _literals = new LiteralParser(reader, expressions);
        _arguments = new ArgumentParser(reader, expressions);
    }

    public ArgumentParser Arguments => _arguments;

    public Expression Unary(bool withFilters = true)
    {
        _reader.Enter();
        var token = _reader.Current;
        Expression operand;
        if (token.IsOperator("-") || token.IsOperator("+"))
        {
            _reader.Take();
            operand = new Expression.Sign(token.At, token.Text == "-", Unary(withFilters: false));
        }
        else
        {
            operand = _literals.Primary();
        }

        operand = Postfix(operand);
        _reader.Leave();
        return withFilters ? FiltersAndTests(operand) : operand;
    }

    /// <summary>One filter after another: <c>upper | trim</c>; the first bar is optional for a block's own.</summary>
    public Expression Filters(Expression value, bool first)
    {
        while (first || _reader.Current.IsOperator("|"))
        {
            if (!first)
                _reader.Take();
            first = false;
            var name = _reader.ExpectName("the name of a filter");
            value = new Expression.Filter(name.At, value, name.Text, _reader.Current.IsOperator("(") ? _arguments.Parse() : EtlMesh.Jinja.Arguments.None);
        }

        return value;
    }

    public Expression Postfix(Expression value)
    {
        while (true)
        {
            if (_reader.Current.IsOperator("."))
                value = Attribute(value);
            else if (_reader.Current.IsOperator("["))
                value = Subscript(value);
            else if (_reader.Current.IsOperator("("))
                value = new Expression.Call(value.At, value, _arguments.Parse());
            else
                return value;
        }
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            if (_reader.Current.IsOperator("|"))
                value = Filters(value, first: false);
            else if (_reader.Current.IsName("is"))
                value = Test(value);
            else if (_reader.Current.IsOperator("("))
                value = new Expression.Call(value.At, value, _arguments.Parse());
            else
                return value;
        }
    }

    private Expression Attribute(Expression target)
    {
        _reader.Take();
        var token = _reader.Take();
        return token.Kind switch
        {
            TokenKind.Name => new Expression.Attribute(token.At, target, token.Text),
            TokenKind.Integer => new Expression.Subscript(token.At, target, LiteralParser.Integer(_reader, token)),
            _ => throw _reader.Error(token.At, $"expected the name of an attribute after `.`, found {token.Shown}"),
        };
    }

    private Expression.Subscript Subscript(Expression target)
    {
        var at = _reader.Take().At;
        List<Expression> items = [Index()];
        while (_reader.TakeIf(","))
            items.Add(Index());
        _reader.Expect("]", "to close the subscript");
        return new Expression.Subscript(at, target, items.Count == 1 ? items[0] : new Expression.Tuple(at, items));
    }

    private Expression Index()
    {
        var at = _reader.Current.At;
        var start = _reader.Current.IsOperator(":") ? null : _expressions.Parse();
        if (start is not null && !_reader.Current.IsOperator(":"))
            return start;
        _reader.Take();
        var stop = EndsSlicePart() ? null : _expressions.Parse();
        var step = _reader.TakeIf(":") && !EndsSlicePart() ? _expressions.Parse() : null;
        return new Expression.Slice(at, start, stop, step);
    }

    private bool EndsSlicePart() => _reader.Current.IsOperator(":") || _reader.Current.IsOperator("]") || _reader.Current.IsOperator(",");

    private Expression.Test Test(Expression value)
    {
        _reader.Take();
        var negated = _reader.TakeName("not");
        var name = _reader.ExpectName("the name of a test after `is`");
        var arguments = EtlMesh.Jinja.Arguments.None;
        if (_reader.Current.IsOperator("("))
            arguments = _arguments.Parse();
        else if (StartsArgument(_reader.Current))
            arguments = EtlMesh.Jinja.Arguments.None with { Positional = [Postfix(_literals.Primary())] };
        return new Expression.Test(name.At, value, name.Text, arguments, negated);
    }

    private bool StartsArgument(Token token)
    {
        if (token.IsName("is"))
            throw _reader.Error("tests cannot be chained with `is`; combine them with `and`");
        return token.Kind switch
        {
            TokenKind.Name => token.Text is not ("else" or "or" or "and" or "if" or "in" or "not" or "recursive"),
            TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
            _ => token.IsOperator("[") || token.IsOperator("{"),
        };
    }
}
