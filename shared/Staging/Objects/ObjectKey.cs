using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Which keys are allowed: relative, with no way out of the store.</summary>
public static class ObjectKey
{
    /// <summary>What the files of unfinished writes end with.</summary>
    internal const string Partial = ".partial";

    /// <exception cref="TerminalEtlException">The key is empty, absolute, has an empty, <c>.</c> or <c>..</c> part, a backslash, a control character, or a reserved ending.</exception>
    public static string Check(string key)
    {
        var allowed = key.Length > 0
            && !key.Any(c => c == '\\' || char.IsControl(c))
            && !key.EndsWith(Partial, StringComparison.Ordinal)
            && !(key.Length > 1 && key[1] == ':')
            && key.Split('/').All(part => part is not ("" or "." or ".."));
        return allowed ? key : throw Refused(key);
    }

    /// <summary>A prefix may end anywhere in a key; the empty one means all.</summary>
    internal static string CheckPrefix(string prefix)
    {
        if (prefix.Length > 0)
            Check(prefix.EndsWith('/') ? prefix[..^1] : prefix);
        return prefix;
    }

    private static TerminalEtlException Refused(string key) =>
        new($"Naming an object: the key `{key.ReplaceLineEndings("?").Replace('\0', '?')}` is not allowed; a key is relative, without `..`, empty parts, backslashes or control characters.");
}
