using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EtlMesh.SqlProject;

/// <summary>Names checks as dbt does: test, table, and the arguments in order of their names.</summary>
internal static partial class CheckId
{
    public const int Longest = 63;

    /// <param name="test">The test's name; <c>source_…</c> for one on a source table.</param>
    /// <param name="subject">Model, seed, or <c>source_table</c>.</param>
    /// <param name="arguments">With <c>column_name</c> among them.</param>
    public static string Of(string test, string subject, IEnumerable<KeyValuePair<string, object?>> arguments)
    {
        var words = arguments
            .OrderBy(a => a.Key, StringComparer.Ordinal)
            .SelectMany(a => a.Value switch
            {
                string text => [text],
                IReadOnlyDictionary<string, object?> map => map.Values.Select(Text),
                IEnumerable<object?> items => items.Select(Text),
                var one => [Text(one)],
            })
            .Select(word => NotAWord().Replace(word, "_"));
        var kind = $"{test}_{subject}";
        return Shortened($"{kind}_{string.Join("__", words)}", kind);
    }

    /// <summary>Past 63 characters: the first 30 of <paramref name="kind"/> and a hash of the whole.</summary>
    public static string Shortened(string name, string kind) =>
        name.Length <= Longest ? name : $"{kind[..Math.Min(30, kind.Length)]}_{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(name)))}";

    /// <summary>As Python prints it, for the names are dbt's.</summary>
    private static string Text(object? value) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex("[^0-9a-zA-Z_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotAWord();
}
