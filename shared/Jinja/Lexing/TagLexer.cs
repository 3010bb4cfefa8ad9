namespace EtlMesh.Jinja;

/// <summary>Divides the inside of one tag into names, literals and operators.</summary>
internal sealed class TagLexer(Source source, List<Token> tokens)
{
    private static readonly string[] Operators = ["//", "**", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];
    private readonly Stack<(char Open, int Offset)> _brackets = new();
    private readonly string _text = source.Text;

    /// <summary>Reads until the tag's end; gives the offset after it and its whitespace sign, <c>-</c>, <c>+</c> or a blank.</summary>
    public (int End, char Sign) Run(int offset, int start, bool isPrint)
    {
        var closing = isPrint ? "}}" : "%}";
        while (offset < _text.Length)
        {
            if (char.IsWhiteSpace(_text[offset]))
            {
                offset++;
                continue;
            }

            if (_brackets.Count == 0 && ClosedAt(offset, closing, isPrint) is var sign && sign != '\0')
            {
                tokens.Add(new Token(isPrint ? TokenKind.PrintEnd : TokenKind.BlockEnd, closing, source.At(offset)));
                return (offset + (sign == ' ' ? 2 : 3), sign);
            }

            offset = Take(offset);
        }

        if (_brackets.TryPeek(out var open))
            throw source.Error(open.Offset, $"`{open.Open}` is never closed");
        throw source.Error(start, $"the tag is never closed: `{closing}` is missing");
    }

    private char ClosedAt(int offset, string closing, bool isPrint)
    {
        if (source.Has(closing, offset))
            return ' ';
        var signed = _text[offset] == '-' || (_text[offset] == '+' && !isPrint);
        return signed && source.Has(closing, offset + 1) ? _text[offset] : '\0';
    }

    private int Take(int offset)
    {
        var c = _text[offset];
        if (c is '\'' or '"')
            return TakeString(offset);
        if (char.IsAsciiDigit(c))
            return TakeNumber(offset);
        return char.IsLetter(c) || c == '_' ? TakeName(offset) : TakeOperator(offset);
    }

    private int TakeName(int offset)
    {
        var end = offset;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
            end++;
        return Add(TokenKind.Name, offset, end);
    }

    private int TakeNumber(int offset)
    {
        var afterDot = offset > 0 && _text[offset - 1] == '.';
        if (_text[offset] == '0' && offset + 1 < _text.Length && char.ToLowerInvariant(_text[offset + 1]) is 'x' or 'o' or 'b')
            return Add(TokenKind.Integer, offset, Digits(offset + 2, char.IsAsciiHexDigit));
        var end = Digits(offset, char.IsAsciiDigit);
        var kind = TokenKind.Integer;
        if (!afterDot && end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]))
            (end, kind) = (Digits(end + 1, char.IsAsciiDigit), TokenKind.Float);
        if (!afterDot && end < _text.Length && _text[end] is 'e' or 'E')
        {
            var digits = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (digits < _text.Length && char.IsAsciiDigit(_text[digits]))
                (end, kind) = (Digits(digits, char.IsAsciiDigit), TokenKind.Float);
        }

        return Add(kind, offset, end);
    }

    private int Digits(int offset, Func<char, bool> isDigit)
    {
        while (offset < _text.Length && (isDigit(_text[offset]) || _text[offset] == '_'))
            offset++;
        return offset;
    }

    private int TakeString(int offset)
    {
        var end = offset + 1;
        while (end < _text.Length && _text[end] != _text[offset])
            end += _text[end] == '\\' ? 2 : 1;
        if (end >= _text.Length)
            throw source.Error(offset, $"the text that begins here is never closed: {_text[offset]} is missing");
        tokens.Add(new Token(TokenKind.String, Escapes.Decode(source, offset + 1, end), source.At(offset)));
        return end + 1;
    }

    private int TakeOperator(int offset)
    {
        var found = Array.Find(Operators, o => source.Has(o, offset))
            ?? throw source.Error(offset, _text[offset] == '!' ? "unexpected `!`; write `not` or `!=`" : $"unexpected character `{_text[offset]}`");
        if (found is "(" or "[" or "{")
            _brackets.Push((found[0], offset));
        else if (found is ")" or "]" or "}")
            CloseBracket(found[0], offset);
        return Add(TokenKind.Operator, offset, offset + found.Length);
    }

    private void CloseBracket(char closing, int offset)
    {
        if (!_brackets.TryPop(out var open))
            throw source.Error(offset, $"unexpected `{closing}`: no bracket is open");
        var expected = open.Open switch { '(' => ')', '[' => ']', _ => '}' };
        if (closing != expected)
            throw source.Error(offset, $"unexpected `{closing}`; `{open.Open}` of line {source.At(open.Offset).Line} is closed by `{expected}`");
    }

    private int Add(TokenKind kind, int start, int end)
    {
        tokens.Add(new Token(kind, _text[start..end], source.At(start)));
        return end;
    }
}
