using System.Text;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>
/// References to the environment in a text: <c>${NAME}</c>, <c>${NAME:-default}</c>; <c>$${</c> stands for <c>${</c> itself.
/// A variable that is set but empty takes the default, as in a shell. Values never appear in a message.
/// </summary>
public static partial class EnvironmentReferences
{
    /// <summary>The references of a text in its order.</summary>
    public static IReadOnlyList<EnvironmentReference> Find(string text) =>
        [.. Pattern().Matches(text).Where(IsReference).Select(ToReference)];

    /// <summary>Where a <c>${</c> begins no well-formed reference; -1 when there is none.</summary>
    public static int FindMalformed(string text)
    {
        var match = Pattern().Matches(text).FirstOrDefault(m => !m.Groups["escape"].Success && !IsReference(m));
        return match?.Index ?? -1;
    }

    /// <summary>The names without a value and without a default, each once.</summary>
    public static IReadOnlyList<string> Missing(string text, Func<string, string?> variable) =>
        [.. Find(text).Where(r => r.Default is null && string.IsNullOrEmpty(variable(r.Name))).Select(r => r.Name).Distinct()];

    /// <summary>The text with its references replaced. What a value holds is not looked into again.</summary>
    /// <param name="variable">The value of a name, or null.</param>
    /// <exception cref="TerminalEtlException">A variable is missing; all missing names are told.</exception>
    public static string Resolve(string text, Func<string, string?> variable)
    {
        if (FindMalformed(text) is >= 0 and var place)
        {
            throw new TerminalEtlException(
                $"Resolving environment references: character {place + 1} of the text begins no reference; write ${{NAME}} or ${{NAME:-default}}, or $${{ for ${{ itself.");
        }

        var missing = Missing(text, variable);
        if (missing.Count > 0)
        {
            throw new TerminalEtlException(
                $"Resolving environment references: {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not set; set {(missing.Count == 1 ? "it" : "them")} in the environment of the process and start again.");
        }

        var resolved = new StringBuilder();
        var from = 0;
        foreach (Match match in Pattern().Matches(text))
        {
            resolved.Append(text, from, match.Index - from).Append(Replacement(match, variable));
            from = match.Index + match.Length;
        }

        return resolved.Append(text, from, text.Length - from).ToString();
    }

    private static string Replacement(Match match, Func<string, string?> variable)
    {
        if (match.Groups["escape"].Success)
        {
            return "${";
        }

        var reference = ToReference(match);
        var value = variable(reference.Name);
        return string.IsNullOrEmpty(value) ? reference.Default ?? "" : value;
    }

    private static bool IsReference(Match match) => match.Groups["name"].Success;

    private static EnvironmentReference ToReference(Match match) =>
        new(match.Groups["name"].Value, match.Groups["default"].Success ? match.Groups["default"].Value : null, match.Index);

    [GeneratedRegex(@"(?<escape>\$\$\{)|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<default>[^{}]*))?\}|\$\{", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
