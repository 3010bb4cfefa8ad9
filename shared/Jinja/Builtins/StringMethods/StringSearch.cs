namespace EtlMesh.Jinja;

/// <summary>String methods that ask about the text.</summary>
internal static class StringSearch
{
    public static IEnumerable<Builtin> All =>
    [
        new("startswith", "self, prefix", g => Any(g, (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endswith", "self, suffix", g => Any(g, (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("find", "self, sub, start?", g => (long)Find(g)),
        new("index", "self, sub, start?", g => Find(g) is var at && at >= 0 ? (long)at : throw new JinjaTypeException("the part is not in the string")),
        new("rfind", "self, sub", g => (long)g.Exact(0).LastIndexOf(g.Exact(1), StringComparison.Ordinal)),
        new("count", "self, sub", g => Count(g.Exact(0), g.Exact(1))),
        new("isdigit", "self", g => Every(g, char.IsDigit)),
        new("isnumeric", "self", g => Every(g, char.IsNumber)),
        new("isalpha", "self", g => Every(g, char.IsLetter)),
        new("isalnum", "self", g => Every(g, char.IsLetterOrDigit)),
        new("isspace", "self", g => Every(g, char.IsWhiteSpace)),
        new("isupper", "self", g => IsUpper(g.Exact(0))),
        new("islower", "self", g => IsLower(g.Exact(0))),
    ];

    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower);

    public static bool IsLower(string text) => text.Any(char.IsLower) && !text.Any(char.IsUpper);

    private static bool Any(Given given, Func<string, string, bool> matches) => given[1] is JinjaTuple parts
        ? parts.Any(p => p is string part && matches(given.Exact(0), part))
        : matches(given.Exact(0), given.Exact(1));

    private static int Find(Given given)
    {
        var start = given.Integer(2, 0);
        start = Math.Max(0, start < 0 ? start + given.Exact(0).Length : start);
        return start > given.Exact(0).Length ? -1 : given.Exact(0).IndexOf(given.Exact(1), (int)start, StringComparison.Ordinal);
    }

    private static long Count(string text, string part)
    {
        if (part.Length == 0)
            return text.Length + 1L;
        var count = 0L;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    private static bool Every(Given given, Func<char, bool> holds) => given.Exact(0).Length > 0 && given.Exact(0).All(holds);
}
