using System.Text.RegularExpressions;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>
/// Takes secrets out of what is kept. Messages carry references, and exceptions should not quote what they resolve to; but a driver's exception may.
/// What is taken for one: the values of this process's own secret settings, the password of an address, and whatever follows <c>password=</c> and its like.
/// </summary>
internal sealed partial class Redaction
{
    private const string Instead = "***";
    private const int ShortestSecret = 12; // a shorter one is likely an everyday word too

    private readonly string[] secrets;

    /// <param name="settings">Names and values among which secrets are looked for by their names.</param>
    public Redaction(IEnumerable<KeyValuePair<string, string?>> settings) =>
        secrets = [.. settings.Where(setting => setting.Value is { Length: >= ShortestSecret } && SecretName().IsMatch(setting.Key)).Select(setting => setting.Value!).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>The text without secrets; null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Clean(string? text)
    {
        if (text is null)
            return null;
        foreach (var secret in secrets)
            text = text.Replace(secret, Instead, StringComparison.Ordinal);
        text = UserOfAddress().Replace(text, "$1" + Instead + "@");
        return Assigned().Replace(text, "$1" + Instead);
    }

    [GeneratedRegex("secret|password|passwd|token|(access|api|private)_?key|connection|_url$|:database$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex("""(://[^\s/:@"'\\]*:)[^\s/@"'\\]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfAddress();

    [GeneratedRegex("""((?:password|passwd|pwd|secret|token|api_?key|access_?key|secret_?key)\s*[=:]\s*|\bbearer\s+)(?![*]{3})[^\s;,&"'\\]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();
}
