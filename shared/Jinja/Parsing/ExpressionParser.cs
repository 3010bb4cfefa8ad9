namespace EtlMesh.Jinja;

/// <summary>Reads expressions, loosest operator first, with the precedences of Jinja2.</summary>
internal sealed class ExpressionParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];
    private readonly TokenReader _reader;
    private readonly OperandParser _operands;

    public ExpressionParser(TokenReader reader)
    {
        _reader = reader;
        _operands = new OperandParser(reader, this);
    }

    public OperandParser Operands => _operands;

    /// <summary>An expression with an inline <c>if</c>.</summary>
    public Expression Parse()
    {
        _reader.Enter();
        var expression = Or();
        while (_reader.Current.IsName("if"))
        {
            var at = _reader.Take().At;
            var condition = Or();
            expression = new Expression.Conditional(at, condition, expression, _reader.TakeName("else") ? Parse() : null);
        }

        _reader.Leave();
        return expression;
    }

    /// <summary>An expression, or several with commas between them, which are a tuple.</summary>
    public Expression ParseTuple(bool withConditional = true)
    {
        var at = _reader.Current.At;
        var first = withConditional ? Parse() : Or();
        if (!_reader.Current.IsOperator(","))
            return first;
        List<Expression> items = [first];
        while (_reader.TakeIf(",") && !EndsTuple())
            items.Add(withConditional ? Parse() : Or());
        return new Expression.Tuple(at, items);
    }

    private bool EndsTuple() =>
        _reader.Current.Kind is TokenKind.PrintEnd or TokenKind.BlockEnd || _reader.Current.IsOperator(")") || _reader.Current.IsName("recursive") || _reader.Current.IsName("if");

    private Expression Or()
    {
        var left = And();
        while (_reader.Current.IsName("or"))
            left = new Expression.Or(_reader.Take().At, left, And());
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (_reader.Current.IsName("and"))
            left = new Expression.And(_reader.Take().At, left, Not());
        return left;
    }

    private Expression Not()
    {
        if (!_reader.Current.IsName("not"))
            return Comparison();
        _reader.Enter();
        var at = _reader.Take().At;
        var value = Not();
        _reader.Leave();
        return new Expression.Not(at, value);
    }

    private Expression Comparison()
    {
        var at = _reader.Current.At;
        var first = Additive();
        List<KeyValuePair<string, Expression>> rest = [];
        while (TakeComparison() is { } found)
            rest.Add(new(found, Additive()));
        return rest.Count == 0 ? first : new Expression.Comparison(at, first, rest);
    }

    private string? TakeComparison()
    {
        if (_reader.TakeName("in"))
            return "in";
        if (_reader.Current.IsName("not") && _reader.Ahead.IsName("in"))
        {
            _reader.Take();
            _reader.Take();
            return "not in";
        }

        return Array.Find(Comparisons, _reader.TakeIf);
    }

    private Expression Additive() => LeftToRight(Concatenation, "+", "-");

    private Expression Concatenation() => LeftToRight(Multiplicative, "~");

    private Expression Multiplicative() => LeftToRight(Power, "*", "//", "/", "%");

    // Jinja2 reads powers from left to right, unlike Python.
    private Expression Power() => LeftToRight(() => _operands.Unary(), "**");

    private Expression LeftToRight(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        var left = operand();
        while (_reader.Current is { Kind: TokenKind.Operator } token && operators.Contains(token.Text))
        {
            _reader.Take();
            left = new Expression.Binary(token.At, token.Text, left, operand());
        }

        return left;
    }
}
