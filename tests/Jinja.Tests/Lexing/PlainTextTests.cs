using FsCheck;
using FsCheck.Fluent;

namespace EtlMesh.Jinja.Tests;

public sealed class PlainTextTests
{
    /// <summary>Any text in which no tag begins.</summary>
    private static readonly Arbitrary<string> Plain = Gen.Elements("a", "{", "}", "%", "#", " ", "\n", "'", "\\", "-", "æ", "}}", "%}", "#}", "select")
        .ArrayOf()
        .Select(string.Concat)
        .Where(t => !t.Contains("{{", StringComparison.Ordinal) && !t.Contains("{%", StringComparison.Ordinal) && !t.Contains("{#", StringComparison.Ordinal))
        .ToArbitrary();

    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1, 7);

    [Fact]
    public void TextWithoutTags_RendersItself() =>
        Prop.ForAll(Plain, text => Render(text, new JinjaOptions { KeepTrailingNewline = true }) == text).Check(Seeded);

    [Fact]
    public void RawText_RendersItself() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => text.Get.Contains("endraw", StringComparison.Ordinal)
            || Render("{% raw %}" + text.Get + "{% endraw %}", new JinjaOptions()) == text.Get.Replace("\r\n", "\n").Replace('\r', '\n')).Check(Seeded);

    [Fact]
    public void AnyText_RendersOrFailsWithAPlace() => Prop.ForAll(
        Gen.Elements("{{", "}}", "{%", "%}", "{#", "#}", "if", "for", "x", "in", "(", ")", "[", "]", "'", " ", "1", "|", ".", "endif", "set", "=", "-", "\n")
            .ArrayOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            try
            {
                Render(text, new JinjaOptions());
                return true;
            }
            catch (JinjaException e)
            {
                return e.Line >= 1 && e.Column >= 1;
            }
        }).Check(Seeded);

    private static string Render(string source, JinjaOptions options) => JinjaTemplate.Parse(source, "t", options).Render(new JinjaScope());
}
