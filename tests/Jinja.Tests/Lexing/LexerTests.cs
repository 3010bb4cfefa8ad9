namespace EtlMesh.Jinja.Tests;

public sealed class LexerTests
{
    [Fact]
    public void Tags_AreTokensWithPlaces()
    {
        var tokens = Tokens("a\n{{ x.y }}");

        Assert.Equal(
            [
                new Token(TokenKind.Text, "a\n", new Position(1, 1)),
                new Token(TokenKind.PrintStart, "{{", new Position(2, 1)),
                new Token(TokenKind.Name, "x", new Position(2, 4)),
                new Token(TokenKind.Operator, ".", new Position(2, 5)),
                new Token(TokenKind.Name, "y", new Position(2, 6)),
                new Token(TokenKind.PrintEnd, "}}", new Position(2, 8)),
                new Token(TokenKind.End, "", new Position(2, 10)),
            ],
            tokens);
    }

    [Theory]
    [InlineData("{{ 1 }}", TokenKind.Integer, "1")]
    [InlineData("{{ 1.5e3 }}", TokenKind.Float, "1.5e3")]
    [InlineData("{{ 'a\\nb' }}", TokenKind.String, "a\nb")]
    [InlineData("{{ '\\u00e6\\U0001F600' }}", TokenKind.String, "æ😀")]
    [InlineData("{{ // }}", TokenKind.Operator, "//")]
    [InlineData("{{ _a1 }}", TokenKind.Name, "_a1")]
    public void Literal_IsDecoded(string source, object kind, string text)
    {
        var token = Tokens(source)[1];

        Assert.Equal((kind, text), (token.Kind, token.Text));
    }

    [Fact]
    public void LineEnds_BecomeNewlines()
    {
        Assert.Equal("a\nb\nc", Tokens("a\r\nb\rc")[0].Text);
        Assert.Equal(new Position(3, 1), Tokens("a\r\nb\r{{ 1 }}")[1].At);
    }

    [Fact]
    public void DotBetweenNumbers_IsNoFloat() =>
        Assert.Equal(["x", ".", "0", ".", "1"], Tokens("{{ x.0.1 }}")[1..^2].Select(t => t.Text));

    private static List<Token> Tokens(string source) =>
        Lexer.Tokenize(new Source(source, "t", JinjaOptions.Default), JinjaOptions.Default);
}
