namespace EtlMesh.Lake;

/// <summary>Takes types in DuckDB's words apart.</summary>
internal static class TypeWords
{
    /// <summary>The name and what is in its parentheses: <c>DECIMAL(12,2)</c> is DECIMAL with 12 and 2.</summary>
    public static (string Name, IReadOnlyList<string> Inner) Inner(string type) =>
        type.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && type.EndsWith(')')
            ? (type[..open], Split(type[(open + 1)..^1]))
            : (type, []);

    /// <summary>A member of a struct: <c>"name" TYPE</c>.</summary>
    public static (string Name, string Type) Member(string member)
    {
        if (!member.StartsWith('"'))
            return member.Split(' ', 2) is [var name, var type] ? (name, type) : (member, "");
        var end = 1;
        while (end < member.Length && (member[end] != '"' || (end + 1 < member.Length && member[end + 1] == '"')))
            end += member[end] == '"' ? 2 : 1;
        return (member[1..end].Replace("\"\"", "\"", StringComparison.Ordinal), member[(end + 1)..].Trim());
    }

    /// <summary>At the commas that are in no parentheses and no quotes.</summary>
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var (depth, from, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote; // a doubled quote closes and opens again
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '(' or '[')
                depth++;
            else if (c is ')' or ']')
                depth--;
            else if (c == ',' && depth == 0)
            {
                parts.Add(text[from..i].Trim());
                from = i + 1;
            }
        }

        parts.Add(text[from..].Trim());
        return parts;
    }
}
