using System.Globalization;

namespace EtlMesh.Pipelines;

/// <summary>The block <c>vars</c>: any values, typed as YAML's core schema types them.</summary>
internal static class VarsSection
{
    public static IReadOnlyDictionary<string, object?> Read(Section? section)
    {
        var vars = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (_, name, node) in section?.NamedValues(values: null) ?? [])
        {
            vars[name] = Value(node);
        }

        return vars;
    }

    private static object? Value(Node node) => node switch
    {
        ListNode list => list.Items.Select(Value).ToList(),
        BlockNode block => block.Entries.ToDictionary(e => e.Key.Text, e => Value(e.Value), StringComparer.Ordinal),
        TextNode { IsNull: true } => null,
        TextNode { Plain: true, Text: "true" or "false" } text => text.Text == "true",
        TextNode { Plain: true } text when long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        TextNode { Plain: true } text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        TextNode text => text.Text,
        _ => null,
    };
}
