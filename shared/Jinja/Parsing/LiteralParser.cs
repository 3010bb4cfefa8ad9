using System.Globalization;
using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Reads literals, names and brackets.</summary>
internal sealed class LiteralParser(TokenReader reader, ExpressionParser expressions)
{
    public Expression Primary()
    {
        var token = reader.Current;
        switch (token.Kind)
        {
            case TokenKind.Name: return Name(reader.Take());
            case TokenKind.String: return Text();
            case TokenKind.Integer: return Integer(reader, reader.Take());
            case TokenKind.Float:
                reader.Take();
                return new Expression.Constant(token.At, double.Parse(token.Text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
            case TokenKind.Operator when token.Text == "(": return Parenthesis();
            case TokenKind.Operator when token.Text == "[": return List();
            case TokenKind.Operator when token.Text == "{": return Dict();
            default: throw reader.Error($"expected an expression, found {token.Shown}");
        }
    }

    public static Expression Integer(TokenReader reader, Token token)
    {
        var digits = token.Text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var style = digits.StartsWith("0x", StringComparison.Ordinal) ? NumberStyles.AllowHexSpecifier
            : digits.StartsWith("0b", StringComparison.Ordinal) ? NumberStyles.AllowBinarySpecifier : NumberStyles.None;
        if (digits.StartsWith("0o", StringComparison.Ordinal))
            return new Expression.Constant(token.At, Convert.ToInt64(digits[2..], 8));
        return long.TryParse(style == NumberStyles.None ? digits : digits[2..], style, CultureInfo.InvariantCulture, out var value)
            ? new Expression.Constant(token.At, value)
            : throw reader.Error(token.At, $"the number {token.Text} does not fit 64 bits");
    }

    private Expression Name(Token token)
    {
        switch (token.Text)
        {
            case "true" or "True": return new Expression.Constant(token.At, true);
            case "false" or "False": return new Expression.Constant(token.At, false);
            case "none" or "None": return new Expression.Constant(token.At, null);
            case "and" or "or" or "not" or "in" or "is" or "if" or "else":
                throw reader.Error(token.At, $"expected an expression, found {token.Shown}");
            default:
                reader.Mention(token.Text);
                return new Expression.Name(token.At, token.Text);
        }
    }

    private Expression.Constant Text()
    {
        var first = reader.Take();
        if (reader.Current.Kind != TokenKind.String)
            return new Expression.Constant(first.At, first.Text);
        var text = new StringBuilder(first.Text);
        while (reader.Current.Kind == TokenKind.String)
            text.Append(reader.Take().Text);
        return new Expression.Constant(first.At, text.ToString());
    }

    private Expression Parenthesis()
    {
        var at = reader.Take().At;
        if (reader.TakeIf(")"))
            return new Expression.Tuple(at, []);
        var inner = expressions.ParseTuple();
        reader.Expect(")", "to close the bracket");
        return inner;
    }

    private Expression.List List()
    {
        var at = reader.Take().At;
        List<Expression> items = [];
        while (!reader.TakeIf("]"))
        {
            if (items.Count > 0)
                reader.Expect(",", "between the items of a list");
            if (reader.TakeIf("]"))
                break;
            items.Add(expressions.Parse());
        }

        return new Expression.List(at, items);
    }

    private Expression.Dict Dict()
    {
        var at = reader.Take().At;
        List<KeyValuePair<Expression, Expression>> items = [];
        while (!reader.TakeIf("}"))
        {
            if (items.Count > 0)
                reader.Expect(",", "between the items of a dict");
            if (reader.TakeIf("}"))
                break;
            var key = expressions.Parse();
            reader.Expect(":", "between the key and the value of a dict");
            items.Add(new(key, expressions.Parse()));
        }

        return new Expression.Dict(at, items);
    }
}
