using System.Globalization;

namespace EtlMesh.Notifier.Tests.Pages;

/// <summary>Contrast as WCAG 2.1 defines it: level AA asks 4.5 : 1 of text and 3 : 1 of what else tells something.</summary>
public sealed class PaletteTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#2563c9", "#2563c9", 1)]
    public void Contrast_IsThatOfWcag(string text, string ground, double expected) => Assert.Equal(expected, Contrast(text, ground), 2);

    [Fact]
    public void Texts_CanBeReadOnEveryGround_InBothThemes() =>
        Assert.All(Pairs(Palette.Texts), pair => Assert.True(pair.Contrast >= 4.5, pair.ToString()));

    [Fact]
    public void Strokes_CanBeSeenOnEveryGround_InBothThemes() =>
        Assert.All(Pairs(Palette.Strokes), pair => Assert.True(pair.Contrast >= 3, pair.ToString()));

    [Fact]
    public void Css_HoldsEveryColourOfBothThemes()
    {
        Assert.NotEmpty(Palette.Texts);
        foreach (var colour in Palette.Grounds.Concat(Palette.Texts).Concat(Palette.Strokes).Concat(Palette.Lines))
        {
            Assert.Contains($"--{colour.Name}: {colour.Light};", Palette.Css, StringComparison.Ordinal);
            Assert.Contains($"--{colour.Name}: {colour.Dark};", Palette.Css, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Styles_TakeEveryColourFromThePalette()
    {
        var page = Page.Of("a", ReportStyle.Css, "")[Palette.Css.Length..];
        Assert.DoesNotMatch("#[0-9a-fA-F]{3,8}\\b", ReportStyle.Css);
        Assert.All(
            System.Text.RegularExpressions.Regex.Matches(page, @"var\(--([a-z]+)\)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)),
            use => Assert.Contains($"--{use.Groups[1].Value}:", Palette.Css, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Theme, string Text, string Ground, double Contrast)> Pairs(IReadOnlyList<Colour> colours) =>
        from colour in colours
        from ground in Palette.Grounds
        from pair in new[] { ("light", colour.Name, ground.Name, Contrast(colour.Light, ground.Light)), ("dark", colour.Name, ground.Name, Contrast(colour.Dark, ground.Dark)) }
        select pair;

    private static double Contrast(string one, string other)
    {
        var (lighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var part = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
