namespace EtlMesh.Jinja;

/// <summary>A token and its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a string literal the decoded value, of a number its digits.</param>
/// <param name="At">Where it starts.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Position At)
{
    public bool IsOperator(string text) => Kind == TokenKind.Operator && Text == text;

    public bool IsName(string text) => Kind == TokenKind.Name && Text == text;

    /// <summary>How messages name it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.Text => "text",
        TokenKind.PrintEnd => "`}}`",
        TokenKind.BlockEnd => "`%}`",
        TokenKind.End => "the end of the template",
        TokenKind.String => $"the text '{Text}'",
        _ => $"`{Text}`",
    };
}
