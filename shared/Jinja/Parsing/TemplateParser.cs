namespace EtlMesh.Jinja;

/// <summary>Reads a template: text, prints and blocks up to the tag that ends the enclosing block.</summary>
internal sealed class TemplateParser
{
    private readonly BlockParser _blocks;

    private TemplateParser(TokenReader reader)
    {
        Reader = reader;
        Expressions = new ExpressionParser(reader);
        _blocks = new BlockParser(this);
    }

    public TokenReader Reader { get; }

    public ExpressionParser Expressions { get; }

    public static IReadOnlyList<Statement> Parse(string source, string file, JinjaOptions options)
    {
        var text = new Source(source, file, options);
        var parser = new TemplateParser(new TokenReader(text, Lexer.Tokenize(text, options)));
        return parser.Body(null, []);
    }

    /// <summary>
    /// Statements up to one of the ending tags, whose name stays the current token; without endings, up to the template's end.
    /// </summary>
    public IReadOnlyList<Statement> Body(Token? opening, params ReadOnlySpan<string> endings)
    {
        Reader.Enter();
        List<Statement> body = [];
        while (true)
        {
            var token = Reader.Current;
            switch (token.Kind)
            {
                case TokenKind.End when opening is null:
                    return body;
                case TokenKind.End:
                    throw Reader.Error(opening.Value.At, $"`{opening.Value.Text}` is never closed: `{endings[^1]}` is missing");
                case TokenKind.Text:
                    body.Add(new Statement.Text(token.At, Reader.Take().Text));
                    break;
                case TokenKind.PrintStart:
                    body.Add(Print());
                    break;
                default:
                    Reader.Take();
                    if (Reader.Current.Kind == TokenKind.Name && endings.Contains(Reader.Current.Text))
                    {
                        Reader.Leave();
                        return body;
                    }

                    body.Add(_blocks.Parse(opening));
                    break;
            }
        }
    }

    /// <summary>A body and the tag that ends it, both taken.</summary>
    public IReadOnlyList<Statement> BodyTo(Token opening, string ending)
    {
        EndTag(opening.Text);
        var body = Body(opening, ending);
        Reader.Take();
        EndTag(ending);
        return body;
    }

    public void EndTag(string tag) => Reader.Expect(TokenKind.BlockEnd, $"to end `{tag}`");

    private Statement.Print Print()
    {
        Reader.Take();
        if (Reader.Current.Kind == TokenKind.PrintEnd)
            throw Reader.Error("expected an expression between `{{` and `}}`");
        var value = Expressions.ParseTuple();
        Reader.Expect(TokenKind.PrintEnd, "after the expression");
        return new Statement.Print(value.At, value);
    }
}
