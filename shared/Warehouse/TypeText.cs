using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>Holds a column's type to be a type, for it is written into SQL as it is.</summary>
internal static class TypeText
{
    /// <exception cref="TerminalEtlException">The text is no plain type.</exception>
    public static string Checked(string type)
    {
        var depth = 0;
        var quoted = false;
        foreach (var c in type)
        {
            if (c == '"')
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (c is '(' or '[')
                depth++;
            else if (c is ')' or ']')
                depth--;
            if (depth < 0 || (!quoted && !(char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or ',' or '(' or ')' or '[' or ']' or '"')))
                throw Refused(type);
        }

        return depth == 0 && !quoted && type.Length > 0 && char.IsAsciiLetter(type[0]) ? type : throw Refused(type);
    }

    public static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Lists, structs, maps and unions.</summary>
    public static bool IsNested(string type) =>
        type.EndsWith(']') || type.StartsWith("struct", StringComparison.OrdinalIgnoreCase) || type.StartsWith("map", StringComparison.OrdinalIgnoreCase) || type.StartsWith("union", StringComparison.OrdinalIgnoreCase);

    private static TerminalEtlException Refused(string type) =>
        new($"Reading a column's type: `{type}` is not a type of the warehouse. Correct it in the pipeline file, for instance `decimal(12,2)`.");
}
