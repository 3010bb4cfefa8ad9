using System.Text.RegularExpressions;

namespace EtlMesh.Extractor.HttpApi;

/// <summary>The header <c>Link</c> of RFC 8288, as far as it names the next page.</summary>
internal static partial class LinkHeader
{
    /// <returns>The target of <c>rel="next"</c> as it is written; null without one.</returns>
    public static string? Next(IEnumerable<string> values)
    {
        foreach (Match link in values.SelectMany(value => Link().Matches(value)))
        {
            var relations = Relation().Match(link.Groups["parameters"].Value).Groups["relations"].Value.Trim('"');
            if (relations.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains("next", StringComparer.OrdinalIgnoreCase))
                return link.Groups["target"].Value.Trim();
        }

        return null;
    }

    [GeneratedRegex("""<(?<target>[^>]*)>(?<parameters>(\s*;\s*[^\s=;,"]+\s*(=\s*("[^"]*"|[^\s;,"]*))?)*)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""(^|;)\s*rel\s*=\s*(?<relations>"[^"]*"|[^\s;,"]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Relation();
}
