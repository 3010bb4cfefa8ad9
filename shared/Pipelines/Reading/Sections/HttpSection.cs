using System.Buffers;

namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>http</c> of a source and of a table.</summary>
internal static class HttpSection
{
    private static readonly SearchValues<char> NoPath = SearchValues.Create("?#\\ \r\n");

    private static readonly ValueKind<string> Parameter = Name(
        "a query parameter", "write its name as it stands in a URL, at most 128 characters", "^[!-~]{1,128}$", c => c is > ' ' and <= '~');

    private static readonly ValueKind<string> Header = Name(
        "a header", "use letters, digits and `-`, at most 128 of them", "^[A-Za-z0-9_-]{1,128}$", c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static readonly ValueKind<string> Path = new(
        "a path below the connection",
        "write it without a first `/`, `..`, `?` or `#`, as in `v1/orders`",
        ValueShape.Matching("^(?!/)(?!(.*/)?\\.\\.(/|$))[^?#\\\\ ]+$"),
        (string text, out string value) => (value = text).Length > 0 && !text.StartsWith('/') && !text.AsSpan().ContainsAny(NoPath) && !text.Split('/').Contains(".."));

    public static HttpDefinition ReadSource(Section? section)
    {
        if (section is null)
        {
            return new HttpDefinition();
        }

        var http = new HttpDefinition
        {
            Bearer = ReferencingTexts.Secret(section, "bearer"),
            Basic = ReferencingTexts.Secret(section, "basic"),
            Headers = Texts(section.Nested("headers"), Header, (block, name, node) => ReferencingTexts.Text(block, name, node)),
            Query = Texts(section.Nested("query"), Parameter, (block, name, node) => ReferencingTexts.Text(block, name, node)),
            Timeout = section.Value("timeout", TimeSpan.FromMinutes(1), ValueKinds.PositiveDuration),
        };
        if (http.Bearer is not null && http.Basic is not null)
        {
            section.Problems.Add(section.Block, "`bearer` and `basic` both fill the same header", "keep one of them");
        }

        section.Close();
        return http;
    }

    public static HttpTableDefinition ReadTable(Section? section)
    {
        if (section is null)
        {
            return new HttpTableDefinition();
        }

        var size = section.Take("page_size", ValueKinds.Whole(1, 100_000).Shape) is { } node && section.TryRead("page_size", node, ValueKinds.Whole(1, 100_000), out var count) ? count : (int?)null;
        var http = new HttpTableDefinition
        {
            Path = section.Optional("path", Path),
            Params = Texts(section.Nested("params"), Parameter, Plain),
            Paging = section.Value("paging", HttpPaging.None, ValueKinds.Choice<HttpPaging>()),
            PageSize = size,
            SizeParam = section.Value("size_param", "limit", Parameter),
            PageParam = section.Optional("page_param", Parameter),
            FirstPage = section.Value("first_page", 1, ValueKinds.Whole(0, 1)),
            Next = section.Optional("next", ValueKinds.Text),
            MaxPages = section.Value("max_pages", 10_000, ValueKinds.Whole(1, 10_000_000)),
            Since = section.Optional("since", Parameter),
            Until = section.Optional("until", Parameter),
            TimeFormat = section.Value("time_format", HttpTimeFormat.Iso, ValueKinds.Choice<HttpTimeFormat>()),
        };
        Check(section, http);
        section.Close();
        return http;
    }

    private static void Check(Section section, HttpTableDefinition http)
    {
        var needsNext = http.Paging is HttpPaging.Cursor or HttpPaging.Next;
        if (needsNext && http.Next is null)
        {
            section.Problems.Add(section.Block, $"`paging: {http.Paging.ToString().ToLowerInvariant()}` does not know where the next page stands", "add `next:` with its path in the body, as in `next: meta.next_cursor`");
        }

        if (!needsNext && http.Next is not null)
        {
            section.Problems.Add(section.Block, "`next` is only looked for with `paging: cursor` or `paging: next`", "set `paging`, or remove `next`");
        }
    }

    private static string? Plain(Section block, string name, Node node)
    {
        if (!block.TryRead(name, node, ValueKinds.Text, out var text))
        {
            return null;
        }

        ReferencingTexts.Refuse(block, name, text, node);
        return text;
    }

    private static Dictionary<string, string> Texts(Section? block, ValueKind<string> names, Func<Section, string, Node, string?> read)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, name, node) in block?.NamedValues(ValueShape.Text, names) ?? [])
        {
            if (read(block!, name, node) is { } text)
            {
                texts[name] = text;
            }
        }

        return texts;
    }

    private static ValueKind<string> Name(string what, string remedy, string pattern, Func<char, bool> allowed) => new(
        what, remedy, ValueShape.Matching(pattern), (string text, out string value) => (value = text).Length is > 0 and <= 128 && text.All(allowed));
}
