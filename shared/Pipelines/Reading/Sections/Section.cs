namespace EtlMesh.Pipelines;

/// <summary>A block of keys being read: each key is asked for once, what was never asked for is unknown.</summary>
/// <param name="name">As messages call it.</param>
/// <param name="shape">Notes what is asked for, when the schema is wanted; the block is empty then.</param>
internal sealed class Section(BlockNode block, string name, ReadContext context, BlockShape? shape = null)
{
    private readonly List<string> _known = [];

    public BlockNode Block => block;

    public ProblemList Problems => context.Problems;

    public ReadContext Context => context;

    /// <summary>A section without keys that notes what it is asked for.</summary>
    public static Section Recording(BlockShape shape) =>
        new(new BlockNode(0, 0, []), "", new ReadContext(new ProblemList(""), Tolerant: true, Variable: null), shape);

    /// <summary>The node of a key that holds one value; null when the key is not there or, which is a problem, is empty.</summary>
    public Node? Take(string key, ValueShape value, object? fallback = null)
    {
        shape?.Value(key, value, DefaultValue.Of(fallback));
        return Take(key);
    }

    private Node? Take(string key)
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
        Take(key, kind.Shape, fallback) is { } node && TryRead(key, node, kind, out var value) ? value : fallback;

    /// <summary>As <see cref="Value"/>, where YAML's <c>null</c> is one of the words.</summary>
    public T ValueOrNull<T>(string key, T fallback, T whenNull, ValueKind<T> kind)
    {
        if (Find(key) is not TextNode { Plain: true, Text: "null" })
        {
            return Value(key, fallback, kind with { Shape = kind.Shape with { IsNullable = true } });
        }

        _known.Add(key);
        return whenNull;
    }

    public T? Optional<T>(string key, ValueKind<T> kind)
        where T : class => Value<T?>(key, null, new ValueKind<T?>(kind.What, kind.Remedy, kind.Shape, (string text, out T? value) => kind.TryRead(text, out value), kind.Echo));

    /// <summary>A word of an enum, without a default.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum
    {
        var kind = ValueKinds.Choice<T>();
        return Take(key, kind.Shape) is { } node && TryRead(key, node, kind, out var value) ? value : null;
    }

    /// <summary>A value that must be there; the fallback only keeps the reading going.</summary>
    public T Required<T>(string key, T fallback, ValueKind<T> kind)
    {
        Require(key);
        return Take(key, kind.Shape) is { } node && TryRead(key, node, kind, out var value) ? value : fallback;
    }

    public void Require(string key)
    {
        shape?.Require(key);
        if (Find(key) is null && shape is null)
        {
            Problems.Add(block, $"{name} has no `{key}`", $"add `{key}:`");
        }
    }

    /// <summary>A nested block; null when it is not there or is something else.</summary>
    public Section? Nested(string key) => shape is null ? AsSection(key, Take(key), $"`{key}`") : Recording(shape.Block(key));

    /// <summary>The blocks that a block holds under names of the writer's own.</summary>
    public IEnumerable<(TextNode Key, string Name, Section Block)> NamedBlocks(string key, Func<string, string> called)
    {
        if (shape is not null)
        {
            yield return (new TextNode(0, 0, "", Plain: true), "", Recording(shape.NamedBlocks(key, ValueKinds.Identifier.Shape)));
            yield break;
        }

        foreach (var (place, node) in Nested(key)?.Block.Entries ?? [])
        {
            if (TryRead(key, place, ValueKinds.Identifier, out var own) && AsSection(own, node, called(own)) is { } section)
            {
                yield return (place, own, section);
            }
        }
    }

    /// <summary>The values that this block holds under names of the writer's own; only their names are checked.</summary>
    /// <param name="values">Any of them; null for any value.</param>
    /// <param name="names">What a name may be; null for plain SQL names.</param>
    public IEnumerable<(TextNode Key, string Name, Node Value)> NamedValues(ValueShape? values, ValueKind<string>? names = null)
    {
        names ??= ValueKinds.Identifier;
        shape?.NamedValues(names.Shape, values);
        foreach (var (place, node) in block.Entries)
        {
            if (TryRead(name.Trim('`'), place, names, out var own))
            {
                yield return (place, own, node);
            }
        }
    }

    private Section? AsSection(string key, Node? node, string called)
    {
        if (node is BlockNode nested)
        {
            return new Section(nested, called, context);
        }

        Expect(key, node, "a block of keys", $"write its keys indented below `{key}:`, or as `{{ key: value }}`");
        return null;
    }

    /// <summary>The blocks of a list; none when it is not there or is something else.</summary>
    /// <param name="called">One of them, for messages.</param>
    /// <param name="empty">What is wrong with a list of none, and the remedy; null when nothing is.</param>
    public IReadOnlyList<Section> Blocks(string key, string called, (string Message, string Remedy)? empty = null)
    {
        if (shape is not null)
        {
            return [Recording(shape.Blocks(key, least: empty is null ? 0 : 1))];
        }

        var node = Take(key);
        if (node is not ListNode list)
        {
            Expect(key, node, "a list", "write each item on its own line after `- `, or all as `[a, b]`");
            return [];
        }

        if (list.Items.Count == 0 && empty is { } none)
        {
            Problems.Add(list, none.Message, none.Remedy);
        }

        return [.. list.Items.Select(item => AsSection(key, item, called)).OfType<Section>()];
    }

    /// <summary>A list of values, each at most once; a single value is a list of one.</summary>
    public IReadOnlyList<T> Values<T>(string key, IReadOnlyList<T> fallback, ValueKind<T> kind)
    {
        shape?.Values(key, kind.Shape, DefaultValue.Of(fallback));
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

        Problems.Add(node, kind.Echo ? $"`{key}` is {Shown(text.Text)}, not {kind.What}" : $"`{key}` is not {kind.What}", kind.Remedy);
        return false;
    }

    /// <summary>A text as messages quote it: on one line, and its beginning only when it is long.</summary>
    public static string Shown(string text) => $"`{(text.Length > 40 ? text[..40] + "…" : text).ReplaceLineEndings(" ")}`";

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
            Problems.Add(key, $"unknown key {Shown(key.Text)}", remedy);
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
