using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>Finds releases by the words of a command. A wrong name is wrong usage.</summary>
public static class KnownReleases
{
    /// <summary>A pipeline's releases, the latest first; at least one.</summary>
    /// <exception cref="UsageException">It has none.</exception>
    public static async Task<IReadOnlyList<ReleaseRow>> OfAsync(IWarehouse warehouse, string pipeline, WarehousePlace place, CancellationToken ct)
    {
        var releases = await warehouse.Releases.ListAsync(pipeline, ct);
        if (releases.Count > 0)
            return releases;
        var published = (await warehouse.Releases.ListAsync(null, ct)).Select(release => release.Pipeline).Distinct().Order(StringComparer.Ordinal).ToList();
        throw new UsageException(published.Count > 0
            ? $"pipeline {pipeline} has no release in {place.Name}; those that have: {string.Join(", ", published)}. Correct the name, or name another place by --home or --warehouse."
            : $"pipeline {pipeline} has no release in {place.Name}, and no other pipeline has; run one first, or name another place by --home or --warehouse.");
    }

    /// <summary>The release before what readers see. A head that is a revert shows its target, so a second revert goes back one more.</summary>
    /// <param name="releases">A pipeline's releases, its head among them.</param>
    /// <returns>Null when what readers see was the first.</returns>
    public static string? Before(IReadOnlyList<ReleaseRow> releases)
    {
        var seen = releases.Single(release => release.IsHead);
        while (seen.Target is { } target)
            seen = releases.Single(release => release.Id == target);
        return seen.Parent;
    }
}
