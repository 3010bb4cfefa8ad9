using System.Text;

namespace EtlMesh.Jinja;

/// <summary>Filters of a text's letters. Any value is taken as its text.</summary>
internal static class TextFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("upper", "value", g => g.Text(0).ToUpperInvariant()),
        new("lower", "value", g => g.Text(0).ToLowerInvariant()),
        new("capitalize", "value", g => StringShape.Capitalize(g.Text(0))),
        new("title", "value", g => Title(g.Text(0))),
        new("trim", "value, chars?", g => g.Has(1) && g[1] is not null ? g.Text(0).Trim(g.Text(1).ToCharArray()) : g.Text(0).Trim()),
        new("replace", "value, old, new, count?", g => StringShape.Replace(g.Text(0), g.Text(1), g.Text(2), g.Integer(3, -1), g.Session)),
        new("escape", "value", g => Escape(g.Text(0))),
        new("e", "value", g => Escape(g.Text(0))),
        new("string", "value", g => g.Text(0)),
        new("safe", "value", g => g.Text(0)),
        new("wordcount", "value", g => WordCount(g.Text(0))),
        new("format", "value, *args, **named", g => Format(g)),
    ];

    private static string Format(Given given)
    {
        if (given.Rest.Count > 0 && given.Call.Named.Count > 0)
            throw new JinjaTypeException("values are given by place or by name, not both");
        if (given.Call.Named.Count == 0)
            return PercentFormat.Apply(given.Text(0), new JinjaTuple(given.Rest), given.Session);
        return PercentFormat.Apply(given.Text(0), JinjaValue.From(given.Call.Named), given.Session);
    }

    /// <summary>A word begins after a blank, a hyphen or an opening bracket.</summary>
    private static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var first = true;
        foreach (var c in text)
        {
            result.Append(first ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            first = char.IsWhiteSpace(c) || c is '-' or '(' or '{' or '[' or '<';
        }

        return result.ToString();
    }

    private static string Escape(string text) => new StringBuilder(text)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("'", "&#39;").Replace("\"", "&#34;").ToString();

    private static long WordCount(string text)
    {
        var count = 0L;
        var inWord = false;
        foreach (var c in text)
        {
            var isWord = char.IsLetterOrDigit(c) || c == '_';
            count += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }

        return count;
    }
}
