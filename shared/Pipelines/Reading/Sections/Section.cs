namespace EtlMesh.Pipelines;

/// <summary>A block of keys being read: each key is asked for once, what was never asked for is unknown.</summary>
/// <param name="name">As messages call it.</param>
internal sealed class Section(BlockNode block, string name, ReadContext context)
{
    private readonly List<string> _known = [];

    public BlockNode Block => block;

    public ProblemList Problems => context.Problems;

    public ReadContext Context => context;

    /// <summary>The node of a key; null when the key is not there or, which is a problem, is empty.</summary>
    public Node? Take(string key)
    {
        _known.Add(key);
        var node = Find(key);
        if (node is not TextNode { IsNull: true })
        {
            return node;
        }

        Problems.Add(node, $"`{key}` has no value", "give it one, or remove the key");
        return null;
    }

    public T Value<T>(string key, T fallback, ValueKind<T> kind) =>
        Take(key) is { } node && TryRead(key, node, kind, out var value) ? value : fallback;

    public T? Optional<T>(string key, ValueKind<T> kind)
        where T : class => Value<T?>(key, null, new ValueKind<T?>(kind.What, kind.Remedy, (string text, out T? value) => kind.TryRead(text, out value), kind.Echo));

    /// <summary>A value that must be there; the fallback only keeps the reading going.</summary>
    public T Required<T>(string key, T fallback, ValueKind<T> kind)
    {
        Require(key);
        return Value(key, fallback, kind);
    }

    public void Require(string key)
    {
        if (Find(key) is null)
        {
            Problems.Add(block, $"{name} has no `{key}`", $"add `{key}:`");
        }
    }

    /// <summary>A nested block; null when it is not there or is something else.</summary>
    public Section? Nested(string key, string? called = null) => AsSection(key, Take(key), called ?? $"`{key}`");

    public Section? AsSection(string key, Node? node, string called)
    {
        if (node is BlockNode nested)
        {
            return new Section(nested, called, context);
        }

        Expect(key, node, "a block of keys", $"write its keys indented below `{key}:`, or as `{{ key: value }}`");
        return null;
    }

    /// <summary>The items of a list; none when it is not there or is something else.</summary>
    public IReadOnlyList<Node> Items(string key)
    {
        var node = Take(key);
        if (node is ListNode list)
        {
            return list.Items;
        }

        Expect(key, node, "a list", "write each item on its own line after `- `, or all as `[a, b]`");
        return [];
    }

    /// <summary>A list of values, each at most once; a single value is a list of one.</summary>
    public IReadOnlyList<T> Values<T>(string key, IReadOnlyList<T> fallback, ValueKind<T> kind)
    {
        var values = new List<T>();
        var node = Take(key);
        foreach (var item in node is ListNode list ? list.Items : node is null ? [] : [node])
        {
            if (TryRead(key, item, kind, out var value) && values.Contains(value))
            {
                Problems.Add(item, $"`{key}` names `{((TextNode)item).Text}` twice", "keep it once");
            }
            else if (value is not null)
            {
                values.Add(value);
            }
        }

        return node is null ? fallback : values;
    }

    public bool TryRead<T>(string key, Node node, ValueKind<T> kind, out T value)
    {
        value = default!;
        if (node is not TextNode text || text.IsNull)
        {
            Problems.Add(node, $"`{key}` is {node.What}, not {kind.What}", kind.Remedy);
            return false;
        }

        if (kind.TryRead(text.Text, out value))
        {
            return true;
        }

        var shown = text.Text.Length > 40 ? text.Text[..40] + "…" : text.Text;
        Problems.Add(node, kind.Echo ? $"`{key}` is `{shown.ReplaceLineEndings(" ")}`, not {kind.What}" : $"`{key}` is not {kind.What}", kind.Remedy);
        return false;
    }

    /// <summary>Names the keys that nobody asked for. Services skip this: their part of the file may be older than the file.</summary>
    public void Close()
    {
        if (context.Tolerant)
        {
            return;
        }

        foreach (var (key, _) in block.Entries.Where(e => !_known.Contains(e.Key.Text)))
        {
            var remedy = key.Text == "<<" ? "merge keys are not supported: repeat the keys" : Nearest.Remedy(key.Text, _known, "the keys here are");
            Problems.Add(key, $"unknown key `{key.Text}`", remedy);
        }
    }

    private Node? Find(string key) => block.Entries.FirstOrDefault(e => e.Key.Text == key).Value;

    private void Expect(string key, Node? node, string what, string remedy)
    {
        if (node is not null)
        {
            Problems.Add(node, $"`{key}` is {node.What}, not {what}", remedy);
        }
    }
}
