using EtlMesh.Staging;

namespace EtlMesh.Lake;

/// <summary>A lake, with a part for each pipeline.</summary>
/// <param name="Store">Where its objects are.</param>
/// <param name="Prefix">What their keys start with: nothing, or words that end with <c>/</c>.</param>
/// <param name="Url">How other engines name the place; ends with <c>/</c>.</param>
public sealed record LakeRoot(IObjectStore Store, string Prefix, string Url)
{
    public LakePlace Part(string pipeline) => new(Store, $"{Prefix}{pipeline}/", $"{Url}{pipeline}/");

    /// <summary>The pipelines that have a part, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> PipelinesAsync(CancellationToken ct)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var key in Store.ListAsync(Prefix, ct))
        {
            if (key.EndsWith("/" + LakePlace.Head, StringComparison.Ordinal) && key[Prefix.Length..^(LakePlace.Head.Length + 1)] is { Length: > 0 } name && !name.Contains('/', StringComparison.Ordinal))
                found.Add(name);
        }

        return [.. found];
    }
}
