namespace EtlMesh.Jinja;

/// <summary>String methods that divide and join.</summary>
internal static class StringSplit
{
    public static IEnumerable<Builtin> All =>
    [
        new("split", "self, sep?, maxsplit?", Split),
        new("rsplit", "self, sep?, maxsplit?", SplitFromEnd),
        new("splitlines", "self", g => Lines(g.Exact(0))),
        new("partition", "self, sep", g => Partition(g.Exact(0), g.Exact(1), g.Exact(0).IndexOf(g.Exact(1), StringComparison.Ordinal), last: false)),
        new("rpartition", "self, sep", g => Partition(g.Exact(0), g.Exact(1), g.Exact(0).LastIndexOf(g.Exact(1), StringComparison.Ordinal), last: true)),
        new("join", "self, items", g => string.Join(g.Exact(0), g.Items(1).Select(Part))),
    ];

    private static string Part(object? item) =>
        item as string ?? throw new JinjaTypeException($"join needs strings, but found {TypeName.WithArticle(item)}; the filter `join` takes any value");

    private static List<object?> Split(Given given)
    {
        var limit = given.Integer(2, -1);
        var count = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue - 1) + 1;
        return given.Has(1) && given[1] is not null
            ? List(given.Exact(0).Split(Separator(given), count))
            : Words(given.Exact(0), count);
    }

    private static string Separator(Given given) => given.Exact(1) is { Length: > 0 } separator ? separator : throw new JinjaTypeException("the separator is empty");

    private static List<object?> Words(string text, int count)
    {
        List<object?> words = [];
        text = text.TrimStart();
        while (text.Length > 0)
        {
            var end = 0;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            if (words.Count + 1 >= count || end == text.Length)
            {
                words.Add(words.Count + 1 >= count ? text.TrimEnd() : text);
                break;
            }

            words.Add(text[..end]);
            text = text[end..].TrimStart();
        }

        return words;
    }

    private static List<object?> SplitFromEnd(Given given)
    {
        var limit = given.Integer(2, -1);
        var parts = given.Has(1) && given[1] is not null ? given.Exact(0).Split(Separator(given)) : [.. Words(given.Exact(0), int.MaxValue).Cast<string>()];
        if (limit < 0 || parts.Length - 1 <= limit)
            return List(parts);
        if (!given.Has(1) || given[1] is null)
            throw new JinjaTypeException("rsplit with a limit needs a separator");
        var head = parts.Length - (int)limit;
        return List([string.Join(Separator(given), parts[..head]), .. parts[head..]]);
    }

    private static List<object?> Lines(string text)
    {
        var lines = List(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'));
        if (lines[^1] is "")
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static JinjaTuple Partition(string text, string separator, int at, bool last)
    {
        if (at >= 0)
            return new JinjaTuple([text[..at], separator, text[(at + separator.Length)..]]);
        return new JinjaTuple(last ? ["", "", text] : [text, "", ""]);
    }

    private static List<object?> List(IEnumerable<string> parts) => [.. parts];
}
