namespace EtlMesh.Jinja;

/// <summary>Filters that take a sequence apart or put it together.</summary>
internal static class SequenceFilters
{
    public static IEnumerable<Builtin> All =>
    [
        new("length", "value", g => Length(g)),
        new("count", "value", g => Length(g)),
        new("first", "value", g => g.Items(0) is { Count: > 0 } items ? items[0] : Empty(g, "first")),
        new("last", "value", g => g.Items(0) is { Count: > 0 } items ? items[^1] : Empty(g, "last")),
        new("list", "value", g => new List<object?>(g.Items(0))),
        new("items", "value", g => g.Raw(0) switch
        {
            JinjaUndefined => new List<object?>(),
            JinjaDict dict => new List<object?>(DictReading.Items(dict)),
            var value => throw new JinjaTypeException($"a dict is needed, not {TypeName.WithArticle(value)}"),
        }),
        new("join", "value, d?, attribute?", Join),
        new("reverse", "value", g => g[0] is string text ? string.Concat(Sequence.Of(text).Reverse()) : new List<object?>(g.Items(0).Reverse())),
        new("batch", "value, linecount, fill_with?", Batch),
        new("slice", "value, slices, fill_with?", Slice),
    ];

    private static long Length(Given given) =>
        Sequence.Length(given[0]) is { } length ? length : throw new JinjaTypeException($"{TypeName.WithArticle(given[0])} has no length");

    private static JinjaUndefined Empty(Given given, string which) =>
        new JinjaUndefined($"the sequence is empty and has no {which} item").PlacedAt(given.Call.File, given.Call.At);

    private static string Join(Given given)
    {
        var separator = given.Text(1, "");
        var items = given.Items(0);
        if (given.Has(2) && given[2] is not null)
            items = [.. items.Select(i => AttributePath.Of(i, given[2], given.Call))];
        return string.Join(separator, items.Select(i => PythonText.Of(i, given.Call.File, given.Call.At)));
    }

    private static List<object?> Batch(Given given)
    {
        var size = Positive(given);
        List<object?> batches = [.. given.Items(0).Chunk(size).Select(c => new List<object?>(c))];
        if (given.Has(2) && given[2] is not null && batches is [.., List<object?> last])
        {
            given.Session.CheckItems(size);
            last.AddRange(Enumerable.Repeat(given[2], size - last.Count));
        }

        return batches;
    }

    private static List<object?> Slice(Given given)
    {
        var slices = Positive(given);
        given.Session.CheckItems(slices);
        var items = given.Items(0);
        var (size, longer) = (items.Count / slices, items.Count % slices);
        List<object?> result = [];
        var from = 0;
        for (var i = 0; i < slices; i++)
        {
            var count = size + (i < longer ? 1 : 0);
            List<object?> slice = [.. items.Skip(from).Take(count)];
            from += count;
            if (given.Has(2) && given[2] is not null && i >= longer && longer > 0)
                slice.Add(given[2]);
            result.Add(slice);
        }

        return result;
    }

    private static int Positive(Given given) => given.Integer(1) is > 0 and <= int.MaxValue and var count
        ? (int)count
        : throw new JinjaTypeException("the number must be at least 1");
}
