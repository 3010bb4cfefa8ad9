using EtlMesh.Warehouse;

namespace EtlMesh.Lake;

/// <summary>The head of a pipeline's part of a lake. It follows the warehouse's head, and nothing else.</summary>
public sealed class LakeHead(LakePlace place)
{
    private readonly CatalogStore _catalogs = new(place);

    /// <summary>Points readers to what the warehouse's head shows. Done again it changes nothing, and whoever is late sets what is right by then.</summary>
    public async Task FollowAsync(string pipeline, IReleases releases, CancellationToken ct)
    {
        // Asked again after each change: a head that moved meanwhile is followed, too, and no late one stays.
        while (await WantedAsync(await releases.ListAsync(pipeline, ct), ct) is { } wanted && await _catalogs.HeadAsync(ct) != wanted)
        {
            using var effect = Effects.Source.StartActivity(Effects.Head)?.SetTag("etlmesh.release", wanted.Release);
            if (wanted.Catalog is not null)
                await _catalogs.SaveTextAsync(LakePlace.Athena, AthenaSql.Of(await _catalogs.CatalogAsync(wanted.Catalog, ct), place.Url), ct);
            await _catalogs.SaveAsync(wanted, ct);
        }
    }

    /// <summary>The release whose objects a release shows: the one that a revert goes back to, or itself.</summary>
    public static string Shown(IReadOnlyList<ReleaseRow> releases, string release)
    {
        while (releases.FirstOrDefault(known => known.Id == release)?.Target is { } target)
            release = target;
        return release;
    }

    private async Task<CatalogHead?> WantedAsync(IReadOnlyList<ReleaseRow> releases, CancellationToken ct)
    {
        if (releases.FirstOrDefault(release => release.IsHead) is not { } head)
            return null;
        var shown = Shown(releases, head.Id);
        return new CatalogHead(head.Id, await _catalogs.HasAsync(shown, ct) ? shown : null);
    }
}
