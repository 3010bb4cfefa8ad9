namespace EtlMesh.Nights.Tests.Expected;

/// <summary>A release: which run made it, on what, and what it knows.</summary>
/// <param name="Date">The run date; of a revert, its target's.</param>
/// <param name="AsOf">The latest run date it stands for.</param>
/// <param name="Target">Of a revert: the release it names again.</param>
/// <param name="Windows">What its own run read, by table.</param>
internal sealed record ExpectedRelease(
    int Number, ExpectedRelease? Parent, ExpectedRelease? Target, string Kind, DateOnly Date, DateOnly AsOf,
    IReadOnlyDictionary<string, KnownTable> Tables, IReadOnlyDictionary<string, Window?> Windows)
{
    /// <summary>The release whose objects it names: its own, or those of what it was reverted to.</summary>
    public int Origin => Target?.Origin ?? Number;

    /// <summary>This release and what it was built on; a revert goes on with its target's past.</summary>
    public IEnumerable<ExpectedRelease> InEffect()
    {
        for (var release = this; release is not null; release = release.Target ?? release.Parent)
            yield return release;
    }
}
