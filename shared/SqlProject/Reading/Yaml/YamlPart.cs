using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EtlMesh.SqlProject;

/// <summary>A node of a YAML file that knows its place.</summary>
internal sealed class YamlPart(YamlNode node, string file)
{
    /// <summary>An alias that repeats aliases could grow without end; no project's file comes near this.</summary>
    private const int MostValues = 200_000;

    public Place At => new(file, (int)node.Start.Line, (int)node.Start.Column);

    public bool IsMap => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    /// <summary>The text of a scalar; null for null, lists and mappings.</summary>
    public string? Text => node is YamlScalarNode scalar && Value() is not null ? scalar.Value : null;

    /// <summary>Keys in the file's order; nothing when this is no mapping.</summary>
    public IEnumerable<(string Key, Place At, YamlPart Value)> Entries()
    {
        if (node is not YamlMappingNode map) yield break;
        foreach (var (key, value) in map.Children)
        {
            var part = new YamlPart(key, file);
            yield return (key is YamlScalarNode scalar ? scalar.Value ?? "" : key.ToString(), part.At, new YamlPart(value, file));
        }
    }

    public YamlPart? this[string key] => Entries().Where(e => string.Equals(e.Key, key, StringComparison.Ordinal)).Select(e => e.Value).FirstOrDefault();

    /// <summary>The items of a list; the part itself when it is a scalar, so that one thing may stand for a list of one.</summary>
    public IEnumerable<YamlPart> Items() => node switch
    {
        YamlSequenceNode list => list.Children.Select(c => new YamlPart(c, file)),
        YamlScalarNode when Value() is not null => [this],
        _ => [],
    };

    /// <summary>null, bool, long, double, string, or lists and dictionaries of these.</summary>
    /// <exception cref="YamlException">Aliases make it too large.</exception>
    public object? Value()
    {
        var left = MostValues;
        return ValueOf(node, ref left);
    }

    private static object? ValueOf(YamlNode node, ref int left)
    {
        if (--left < 0) throw new YamlException(node.Start, node.End, "the file holds too many values");
        switch (node)
        {
            case YamlMappingNode map:
                var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var (key, value) in map.Children)
                    dictionary[key is YamlScalarNode scalarKey ? scalarKey.Value ?? "" : key.ToString()] = ValueOf(value, ref left);
                return dictionary;
            case YamlSequenceNode list:
                var items = new List<object?>(list.Children.Count);
                foreach (var item in list.Children)
                    items.Add(ValueOf(item, ref left));
                return items;
            case YamlScalarNode scalar:
                return scalar.Style is ScalarStyle.Plain or ScalarStyle.Any ? Plain(scalar.Value ?? "") : scalar.Value;
            default:
                return null;
        }
    }

    private static object? Plain(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL": return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "on" or "On": return true;
            case "false" or "False" or "FALSE" or "no" or "No" or "off" or "Off": return false;
        }

        var first = text[0] is '-' or '+' && text.Length > 1 ? text[1] : text[0];
        if (!char.IsAsciiDigit(first) && first != '.') return text;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? real : text;
    }
}
