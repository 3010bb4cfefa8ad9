namespace EtlMesh.Jinja;

/// <summary>Divides a template into text and tags, and keeps or strips the whitespace between them.</summary>
internal sealed class Lexer
{
    private readonly Source _source;
    private readonly JinjaOptions _options;
    private readonly List<Token> _tokens = [];
    private int _offset;
    private bool _stripNext;

    private Lexer(Source source, JinjaOptions options)
    {
        _source = source;
        _options = options;
    }

    public static List<Token> Tokenize(Source source, JinjaOptions options)
    {
        var lexer = new Lexer(source, options);
        while (lexer._offset < source.Text.Length)
            lexer.Next();
        lexer._tokens.Add(new Token(TokenKind.End, "", source.At(source.Text.Length)));
        return lexer._tokens;
    }

    /// <summary>One stretch of text and the tag that ends it.</summary>
    private void Next()
    {
        var start = NextTag(_offset);
        if (start < 0)
        {
            AddText(_offset, _source.Text.Length, sign: ' ', lstrip: false);
            _offset = _source.Text.Length;
            return;
        }

        var kind = _source.Text[start + 1];
        var sign = start + 2 < _source.Text.Length && _source.Text[start + 2] is '-' or '+' ? _source.Text[start + 2] : ' ';
        AddText(_offset, start, sign, _options.LstripBlocks && kind != '{');
        _offset = start + (sign == ' ' ? 2 : 3);
        switch (kind)
        {
            case '#': SkipComment(start); break;
            case '%' when RawBody(_offset) is var body && body >= 0: TakeRaw(start, body); break;
            default: TakeTag(start, kind == '{'); break;
        }
    }

    private int NextTag(int from)
    {
        for (var i = _source.Text.IndexOf('{', from); i >= 0 && i + 1 < _source.Text.Length; i = _source.Text.IndexOf('{', i + 1))
        {
            if (_source.Text[i + 1] is '{' or '%' or '#')
                return i;
        }

        return -1;
    }

    private void AddText(int start, int end, char sign, bool lstrip)
    {
        var lineStart = start == 0 || _source.Text[start - 1] == '\n';
        if (_stripNext)
        {
            while (start < end && char.IsWhiteSpace(_source.Text[start]))
                start++;
        }

        _stripNext = false;
        if (sign == '-')
        {
            while (end > start && char.IsWhiteSpace(_source.Text[end - 1]))
                end--;
        }
        else if (lstrip && sign != '+')
        {
            var blank = end;
            while (blank > start && _source.Text[blank - 1] is ' ' or '\t')
                blank--;
            if (blank > start ? _source.Text[blank - 1] == '\n' : lineStart)
                end = blank;
        }

        if (end > start)
            _tokens.Add(new Token(TokenKind.Text, _source.Text[start..end], _source.At(start)));
    }

    private void SkipComment(int start)
    {
        var end = _source.Text.IndexOf("#}", _offset, StringComparison.Ordinal);
        if (end < 0)
            throw _source.Error(start, "the comment is never closed: `#}` is missing");
        var sign = end > _offset ? _source.Text[end - 1] : ' ';
        Close(end + 2, sign, isBlock: true);
    }

    /// <summary>The offset after the opening of a raw block, or -1 when the block at the offset is another one.</summary>
    private int RawBody(int offset)
    {
        var i = SkipBlanks(offset);
        if (!_source.Has("raw", i))
            return -1;
        i = SkipBlanks(i + 3);
        if (_source.Has("-%}", i))
            return i + 3;
        return _source.Has("%}", i) ? i + 2 : -1;
    }

    private void TakeRaw(int start, int body)
    {
        _stripNext = _source.Text[body - 3] == '-';
        for (var tag = _source.Text.IndexOf("{%", body, StringComparison.Ordinal); tag >= 0; tag = _source.Text.IndexOf("{%", tag + 2, StringComparison.Ordinal))
        {
            var sign = tag + 2 < _source.Text.Length && _source.Text[tag + 2] is '-' or '+' ? _source.Text[tag + 2] : ' ';
            var i = SkipBlanks(tag + (sign == ' ' ? 2 : 3));
            if (!_source.Has("endraw", i))
                continue;
            i = SkipBlanks(i + 6);
            var closing = _source.Has("-%}", i) || _source.Has("+%}", i) ? _source.Text[i] : ' ';
            if (closing == ' ' && !_source.Has("%}", i))
                continue;
            AddText(body, tag, sign, _options.LstripBlocks);
            Close(i + (closing == ' ' ? 2 : 3), closing, isBlock: true);
            return;
        }

        throw _source.Error(start, "`raw` is never closed: `endraw` is missing");
    }

    private void TakeTag(int start, bool isPrint)
    {
        _tokens.Add(new Token(isPrint ? TokenKind.PrintStart : TokenKind.BlockStart, isPrint ? "{{" : "{%", _source.At(start)));
        var (end, sign) = new TagLexer(_source, _tokens).Run(_offset, start, isPrint);
        Close(end, sign, !isPrint);
    }

    private void Close(int end, char sign, bool isBlock)
    {
        _offset = end;
        _stripNext = sign == '-';
        if (isBlock && sign is not ('-' or '+') && _options.TrimBlocks && _source.Has("\n", end))
            _offset++;
    }

    private int SkipBlanks(int offset)
    {
        while (offset < _source.Text.Length && char.IsWhiteSpace(_source.Text[offset]))
            offset++;
        return offset;
    }
}
