namespace EtlMesh.Jinja.Tests;

/// <summary>Expected values are those of Jinja2 3.1 with the same options.</summary>
public sealed class WhitespaceTests
{
    private const string Block = "a\n  {% if true %}\nb\n  {% endif %}\nc\n";

    [Fact]
    public void Default_KeepsAllButTheLastNewline() => Assert.Equal("a\n  \nb\n  \nc", Render(Block, new JinjaOptions()));

    [Fact]
    public void KeepTrailingNewline_KeepsIt() => Assert.Equal("a\n\n", Render("a\n\n", new JinjaOptions { KeepTrailingNewline = true }));

    [Fact]
    public void TrailingNewlines_LoseOne() => Assert.Equal("a\n", Render("a\n\n", new JinjaOptions()));

    [Fact]
    public void TrimBlocks_RemovesTheNewlineAfterABlock() => Assert.Equal("a\n  b\n  c", Render(Block, new JinjaOptions { TrimBlocks = true }));

    [Fact]
    public void LstripBlocks_RemovesBlanksBeforeABlock() => Assert.Equal("a\n\nb\n\nc", Render(Block, new JinjaOptions { LstripBlocks = true }));

    [Fact]
    public void Both_RemoveTheLine() => Assert.Equal("a\nb\nc", Render(Block, new JinjaOptions { TrimBlocks = true, LstripBlocks = true }));

    [Theory]
    [InlineData("  {%+ if true %}x{% endif %}", "  x")]
    [InlineData("{% if true +%}\nx{% endif %}", "\nx")]
    [InlineData("a {% if true %}x{% endif %}", "a x")]
    [InlineData("  {{ 1 }}\nb", "  1\nb")]
    [InlineData("  {# c #}\nb", "b")]
    [InlineData("{% if true %}\n  {% if true %}\nx{% endif %}{% endif %}", "x")]
    public void Signs_OverrideBothOptions(string source, string expected) =>
        Assert.Equal(expected, Render(source, new JinjaOptions { TrimBlocks = true, LstripBlocks = true }));

    private static string Render(string source, JinjaOptions options) => JinjaTemplate.Parse(source, "t", options).Render(new JinjaScope());
}
