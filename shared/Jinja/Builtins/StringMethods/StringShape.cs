using System.Text;

namespace EtlMesh.Jinja;

/// <summary>String methods that change the text's letters or width.</summary>
internal static class StringShape
{
    public static IEnumerable<Builtin> All =>
    [
        new("upper", "self", g => g.Exact(0).ToUpperInvariant()),
        new("lower", "self", g => g.Exact(0).ToLowerInvariant()),
        new("casefold", "self", g => g.Exact(0).ToLowerInvariant()),
        new("swapcase", "self", g => string.Concat(g.Exact(0).Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)))),
        new("title", "self", g => Title(g.Exact(0))),
        new("capitalize", "self", g => Capitalize(g.Exact(0))),
        new("strip", "self, chars?", g => Trim(g, start: true, end: true)),
        new("lstrip", "self, chars?", g => Trim(g, start: true, end: false)),
        new("rstrip", "self, chars?", g => Trim(g, start: false, end: true)),
        new("removeprefix", "self, prefix", g => g.Exact(0) is var s && s.StartsWith(g.Exact(1), StringComparison.Ordinal) ? s[g.Exact(1).Length..] : s),
        new("removesuffix", "self, suffix", g => g.Exact(0) is var s && s.EndsWith(g.Exact(1), StringComparison.Ordinal) ? s[..^g.Exact(1).Length] : s),
        new("zfill", "self, width", g => ZeroFill(g.Exact(0), g.Width(1, 0))),
        new("ljust", "self, width, fillchar?", g => g.Exact(0).PadRight(g.Width(1, 0), Fill(g))),
        new("rjust", "self, width, fillchar?", g => g.Exact(0).PadLeft(g.Width(1, 0), Fill(g))),
        new("center", "self, width, fillchar?", g => Center(g.Exact(0), g.Width(1, 0), Fill(g))),
        new("replace", "self, old, new, count?", g => Replace(g.Exact(0), g.Exact(1), g.Exact(2), g.Integer(3, -1), g.Session)),
        new("format", "self, *args, **named", g => BraceFormat.Apply(g.Exact(0), g.Rest, g.Call.Named, g.Session)),
    ];

    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>Python's centring: the odd blank goes left when the width is odd, else right.</summary>
    public static string Center(string text, int width, char fill)
    {
        var missing = width - text.Length;
        if (missing <= 0)
            return text;
        var left = (missing / 2) + (missing & width & 1);
        return new string(fill, left) + text + new string(fill, missing - left);
    }

    public static string Replace(string text, string old, string replacement, long count, Session session)
    {
        if (count < 0 && old.Length > 0 && replacement.Length <= old.Length)
            return text.Replace(old, replacement, StringComparison.Ordinal);
        var result = new StringBuilder();
        var from = 0;
        for (; count != 0; count--)
        {
            var at = old.Length > 0 ? text.IndexOf(old, from, StringComparison.Ordinal) : from;
            if (at < 0 || (old.Length == 0 && at > text.Length))
                break;
            result.Append(text, from, at - from).Append(replacement);
            session.CheckText(result.Length);
            from = at + old.Length;
            if (old.Length > 0)
                continue;
            // Python puts the replacement before every character and at the end.
            if (at < text.Length)
                result.Append(text[at]);
            from = at + 1;
        }

        return from < text.Length ? result.Append(text, from, text.Length - from).ToString() : result.ToString();
    }

    public static string ZeroFill(string text, int width)
    {
        var sign = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        return text[..sign] + text[sign..].PadLeft(Math.Max(0, width - sign), '0');
    }

    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            result.Append(inWord ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inWord = char.IsLetter(c);
        }

        return result.ToString();
    }

    private static string Trim(Given given, bool start, bool end)
    {
        var text = given.Exact(0);
        var characters = given.Has(1) && given[1] is not null ? given.Exact(1).ToCharArray() : null;
        if (characters is { Length: 0 })
            return text;
        text = start ? text.TrimStart(characters) : text;
        return end ? text.TrimEnd(characters) : text;
    }

    private static char Fill(Given given) => given.Text(2, " ") is { Length: 1 } fill ? fill[0] : throw new JinjaTypeException("the fill must be one character");
}
