using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>The block <c>columns</c> of a table: name to type.</summary>
internal static class ColumnsSection
{
    public static IReadOnlyList<ColumnSpec>? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var columns = new List<ColumnSpec>();
        foreach (var (key, name, node) in section.NamedValues(ColumnTypes.Shape))
        {
            if (section.TryRead(name, node, ValueKinds.Text, out var text))
            {
                if (columns.Any(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                {
                    section.Problems.Add(key, $"column `{name}` is given twice, SQL names do not differ by case", "keep one of them");
                }

                columns.Add(new ColumnSpec { Name = name, Type = Type(section, name, node, text) });
            }
        }

        if (section.Block.Entries.Count == 0)
        {
            section.Problems.Add(section.Block, "`columns` declares no column", "declare them all, or remove the key to have them sniffed");
        }

        return columns;
    }

    private static string Type(Section section, string column, Node node, string text)
    {
        if (!ColumnTypes.TryNormalise(text, out var type))
        {
            section.Problems.Add(node, $"column `{column}` has the unknown type `{text}`", Nearest.Remedy(text, ColumnTypes.Spellings, "types are"));
        }

        return type;
    }
}
