using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>Which letters belong together: same pipeline, stage and exception, and the same words but for ids, numbers and what is quoted.</summary>
internal static partial class LetterGroup
{
    /// <returns>12 characters of [0-9a-f].</returns>
    public static string Of(string? pipeline, string? stage, string? exception, string words)
    {
        var key = string.Join('\0', pipeline, stage, exception, Normalise(words));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 6));
    }

    public static string Normalise(string words) => Blanks().Replace(Number().Replace(Id().Replace(Quoted().Replace(words, "'…'"), "#"), "#"), " ").Trim();

    [GeneratedRegex("""'[^'\n]*'|"[^"\n]*"|`[^`\n]*`""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b|\b(?=[a-f]*[0-9])[0-9a-f]{8,}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"[0-9]+(?:[.,:/-][0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
