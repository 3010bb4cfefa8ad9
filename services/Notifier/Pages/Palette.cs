namespace EtlMesh.Notifier;

/// <summary>The colours of all pages. Every text colour can be read on every ground (WCAG 2.1, level AA), in both themes.</summary>
public static class Palette
{
    /// <summary>What lies below text.</summary>
    public static IReadOnlyList<Colour> Grounds { get; } = [new("page", "#f6f7f9", "#14171b"), new("card", "#ffffff", "#1d2127")];

    /// <summary>What text is written in: at least 4.5 : 1 on each ground.</summary>
    public static IReadOnlyList<Colour> Texts { get; } =
    [
        new("text", "#1b1f24", "#e6e9ed"),
        new("soft", "#5b6470", "#9aa4b0"),
        new("mark", "#2563c9", "#7fb0ff"),
        new("good", "#1d6b2a", "#7fd18b"),
        new("warn", "#8a5200", "#f0b45a"),
        new("bad", "#b3261e", "#ff8f86"),
    ];

    /// <summary>What tells something without being text: at least 3 : 1 on each ground.</summary>
    public static IReadOnlyList<Colour> Strokes { get; } = [new("edge", "#7c8793", "#77828e")];

    /// <summary>What only divides.</summary>
    public static IReadOnlyList<Colour> Lines { get; } = [new("line", "#dfe3e8", "#333a43")];

    /// <summary>The variables, for screens of both themes and for paper.</summary>
    public static string Css { get; } =
        $":root {{ color-scheme: light; {Variables(colour => colour.Light)}}}\n"
        + $"@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {Variables(colour => colour.Dark)}}} }}";

    private static string Variables(Func<Colour, string> value) =>
        string.Concat(Grounds.Concat(Texts).Concat(Strokes).Concat(Lines).Select(colour => $"--{colour.Name}: {value(colour)}; "));
}
