using System.Text.RegularExpressions;

namespace EtlMesh.Pipelines;

/// <summary>Where a lake lies, after its environment references were resolved.</summary>
/// <param name="Bucket">Of <c>s3://bucket/prefix</c>; null for a folder.</param>
/// <param name="Path">The prefix, without slashes around it; an absolute folder; or a folder where the objects of the mesh lie: <c>ETLMESH_HOME</c>, or its bucket.</param>
public sealed partial record LakeAddress(string? Bucket, string Path)
{
    private const string S3 = "s3://";
    private const string Part = @"(?!\.\.?(/|$))[^/\\:\x00-\x1f]+";

    /// <summary>An ECMA regular expression of addresses.</summary>
    internal const string Pattern = $"^s3://[a-z0-9][a-z0-9.-]*(/{Part})*/?$|^(/{Part})+/?$|^{Part}(/{Part})*/?$";

    /// <summary>A folder of this machine, by its whole path.</summary>
    public bool IsFolder => Bucket is null && Path.StartsWith('/');

    /// <exception cref="Contracts.TerminalEtlException">It is no place for a lake.</exception>
    public static LakeAddress Parse(string text) => TryParse(text, out var address)
        ? address
        : throw new Contracts.TerminalEtlException("Reading where the lake lies: it is neither `s3://bucket/prefix` nor a folder. Correct `location` below `lake:` in the pipeline file, or the environment variable that it names.");

    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LakeAddress? address)
    {
        address = null;
        if (!Form().IsMatch(text) || text.EndsWith('\n'))
            return false;
        var path = text.TrimEnd('/');
        if (!text.StartsWith(S3, StringComparison.Ordinal))
            address = new LakeAddress(null, path);
        else if (path[S3.Length..].IndexOf('/', StringComparison.Ordinal) is >= 0 and var end)
            address = new LakeAddress(path[S3.Length..][..end], path[S3.Length..][(end + 1)..]);
        else
            address = new LakeAddress(path[S3.Length..], "");
        return true;
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
