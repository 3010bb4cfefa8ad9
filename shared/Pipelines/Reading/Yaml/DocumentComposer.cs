using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EtlMesh.Pipelines;

/// <summary>Text in, one tree of nodes out. Bounded whatever the text holds: depth, and nodes after aliases were expanded.</summary>
internal sealed class DocumentComposer
{
    private const int MaxDepth = 32;
    private const int MaxNodes = 100_000;

    private readonly Parser _parser;
    private readonly ProblemList _problems;
    private readonly Dictionary<AnchorName, (Node Node, int Nodes)> _anchors = [];
    private int _nodes;

    private DocumentComposer(string text, ProblemList problems) =>
        (_parser, _problems) = (new Parser(new StringReader(text)), problems);

    /// <summary>The document's root; null when there are problems that leave nothing to read.</summary>
    public static BlockNode? Compose(string text, ProblemList problems)
    {
        try
        {
            return new DocumentComposer(text, problems).ComposeDocument();
        }
        catch (YamlException e)
        {
            var (line, column, message, remedy) = YamlFault.Explain(text, e);
            problems.Add(line, column, message, remedy);
            return null;
        }
    }

    private BlockNode? ComposeDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _problems.Add(0, 0, "the file is empty", "begin with `name:` and `sources:`");
            return null;
        }

        var root = ComposeNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add((int)second.Start.Line, (int)second.Start.Column, "a second document begins here", "keep one document a file: remove the `---` and what follows");
        }

        if (root is BlockNode block)
        {
            return block;
        }

        _problems.Add(root, root is TextNode { IsNull: true } ? "the file is empty" : $"the file is {root.What}, not keys and values", "begin with `name:` and `sources:`");
        return null;
    }

    private Node ComposeNode(int depth)
    {
        var start = _parser.Current!.Start;
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Expand(alias);
        }

        Count(1, start);
        if (depth > MaxDepth)
        {
            throw new YamlException(start, start, $"nested deeper than {MaxDepth} levels");
        }

        var before = _nodes;
        var nodeEvent = (NodeEvent)_parser.Current;
        if (!nodeEvent.Tag.IsEmpty && !nodeEvent.Tag.IsNonSpecific)
        {
            _problems.Add((int)start.Line, (int)start.Column, $"tag {Section.Shown(nodeEvent.Tag.Value)} is not supported", "remove it: types are known by their keys");
        }

        Node node = nodeEvent switch
        {
            MappingStart => ComposeBlock(depth),
            SequenceStart => ComposeList(depth),
            _ => ComposeText(_parser.Consume<Scalar>()),
        };
        if (!nodeEvent.Anchor.IsEmpty)
        {
            _anchors[nodeEvent.Anchor] = (node, 1 + _nodes - before);
        }

        return node;
    }

    private Node Expand(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var anchored))
        {
            throw new YamlException(alias.Start, alias.End, $"alias {Section.Shown("*" + alias.Value)} names no anchor above it");
        }

        Count(anchored.Nodes, alias.Start);
        return anchored.Node;
    }

    private void Count(int nodes, Mark place)
    {
        _nodes += nodes;
        if (_nodes > MaxNodes)
        {
            throw new YamlException(place, place, $"the file holds more than {MaxNodes} values, aliases expanded");
        }
    }

    private static TextNode ComposeText(Scalar scalar) =>
        new((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, scalar.Style == ScalarStyle.Plain);

    private ListNode ComposeList(int depth)
    {
        var start = _parser.Consume<SequenceStart>().Start;
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ComposeNode(depth + 1));
        }

        return new ListNode((int)start.Line, (int)start.Column, items);
    }

    private BlockNode ComposeBlock(int depth)
    {
        var start = _parser.Consume<MappingStart>().Start;
        var entries = new List<KeyValuePair<TextNode, Node>>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ComposeNode(depth + 1);
            var value = ComposeNode(depth + 1);
            if (key is not TextNode text)
            {
                _problems.Add(key, $"{key.What} cannot be a key", "write a plain word as the key");
            }
            else if (!lines.TryAdd(text.Text, text.Line))
            {
                _problems.Add(key, $"key {Section.Shown(text.Text)} is given twice, first on line {lines[text.Text]}", "keep one of them");
            }
            else
            {
                entries.Add(new(text, value));
            }
        }

        return new BlockNode((int)start.Line, (int)start.Column, entries);
    }
}
