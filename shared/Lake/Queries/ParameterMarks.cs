using System.Text;
using System.Text.RegularExpressions;

namespace EtlMesh.Lake;

/// <summary>The <c>$name</c> of an SQL text, where they are no part of texts, names and comments.</summary>
internal static partial class ParameterMarks
{
    /// <summary>Their names, each once.</summary>
    public static IReadOnlyList<string> In(string sql) =>
        [.. Words().Matches(sql).Select(match => match.Groups["name"]).Where(name => name.Success).Select(name => name.Value).Distinct()];

    public static string Replace(string sql, Func<string, string> value)
    {
        var replaced = new StringBuilder();
        var from = 0;
        foreach (Match match in Words().Matches(sql))
        {
            if (!match.Groups["name"].Success)
                continue;
            replaced.Append(sql, from, match.Index - from).Append(value(match.Groups["name"].Value));
            from = match.Index + match.Length;
        }

        return replaced.Append(sql, from, sql.Length - from).ToString();
    }

    /// <summary>What holds no parameters is matched first, whole.</summary>
    [GeneratedRegex("""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?<tag>[A-Za-z_]*)\$.*?\$\k<tag>\$|(?<![A-Za-z0-9_])\$(?<name>[a-z_][a-z0-9_]*)""", RegexOptions.Singleline)]
    private static partial Regex Words();
}
