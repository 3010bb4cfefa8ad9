namespace EtlMesh.Jinja;

/// <summary>The tokens of a template, read one after another, and the names mentioned while reading.</summary>
internal sealed class TokenReader(Source source, IReadOnlyList<Token> tokens)
{
    private const int DeepestNesting = 200;
    private readonly Stack<HashSet<string>> _mentions = new();
    private int _index;
    private int _depth;

    public Token Current => tokens[_index];

    public Token Ahead => tokens[Math.Min(_index + 1, tokens.Count - 1)];

    public Token Take() => tokens[_index < tokens.Count - 1 ? _index++ : _index];

    public bool TakeIf(string operatorText)
    {
        var found = Current.IsOperator(operatorText);
        if (found)
            _index++;
        return found;
    }

    public bool TakeName(string name)
    {
        var found = Current.IsName(name);
        if (found)
            _index++;
        return found;
    }

    public Token Expect(string operatorText, string context) =>
        Current.IsOperator(operatorText) ? Take() : throw Error($"expected `{operatorText}` {context}, found {Current.Shown}");

    public Token ExpectName(string what) =>
        Current.Kind == TokenKind.Name ? Take() : throw Error($"expected {what}, found {Current.Shown}");

    public Token Expect(TokenKind kind, string context) =>
        Current.Kind == kind ? Take() : throw Error($"expected {(kind == TokenKind.PrintEnd ? "`}}`" : "`%}`")} {context}, found {Current.Shown}");

    public JinjaException Error(string message) => source.Error(Current.At, message);

    public JinjaException Error(Position at, string message) => source.Error(at, message);

    /// <summary>Guards the parser's own stack: templates are written by people, who do not nest that deep.</summary>
    public void Enter()
    {
        if (++_depth > DeepestNesting)
            throw Error($"expressions or blocks are nested deeper than {DeepestNesting}");
    }

    public void Leave() => _depth--;

    public void Mention(string name)
    {
        foreach (var mentions in _mentions)
            mentions.Add(name);
    }

    public void StartMentions() => _mentions.Push(new HashSet<string>(StringComparer.Ordinal));

    public IReadOnlySet<string> EndMentions() => _mentions.Pop();
}
