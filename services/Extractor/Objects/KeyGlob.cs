using System.IO.Enumeration;

namespace EtlMesh.Extractor.Objects;

/// <summary>A glob over keys, part by part: <c>*</c> and <c>?</c> within a part, <c>**</c> for any number of parts.</summary>
internal sealed class KeyGlob(string glob)
{
    private const string AnyParts = "**";

    private readonly string[] parts = glob.Split('/');

    /// <summary>What every key that matches starts with.</summary>
    public string Literal => glob[..(glob.IndexOfAny(['*', '?']) is >= 0 and var wild ? wild : glob.Length)];

    /// <param name="key">Relative to where the glob begins.</param>
    public bool Matches(string key) => Matches(parts, key.Split('/'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> key)
    {
        if (pattern.Length == 0)
            return key.Length == 0;
        if (pattern[0] != AnyParts)
            return key.Length > 0 && FileSystemName.MatchesSimpleExpression(pattern[0], key[0], ignoreCase: false) && Matches(pattern[1..], key[1..]);
        for (var skipped = 0; skipped <= key.Length; skipped++)
        {
            if (Matches(pattern[1..], key[skipped..]))
                return true;
        }

        return false;
    }
}
