using System.Globalization;

namespace EtlMesh.Lake;

/// <summary>Removes what no catalog names that is kept: files of releases that are gone, or never were.</summary>
/// <param name="place">The pipeline's part of the lake.</param>
/// <param name="time">The clock.</param>
public sealed class LakeSweep(LakePlace place, TimeProvider time)
{
    /// <summary>What is younger may belong to a publish that is under way, however slow.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromDays(1);

    private readonly CatalogStore _catalogs = new(place);

    /// <param name="kept">The releases whose catalogs are kept; the head's is.</param>
    /// <param name="keepFailed">How long what was never published stays; at least a day.</param>
    /// <param name="ct">Gives up; the next sweep goes on.</param>
    public async Task SweepAsync(IReadOnlySet<string> kept, TimeSpan keepFailed, CancellationToken ct)
    {
        var before = time.GetUtcNow() - (keepFailed > Least ? keepFailed : Least);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in await NamesAsync(LakePlace.Catalogs, ct))
        {
            var release = Path.GetFileNameWithoutExtension(name);
            if (kept.Contains(release) || !IsOlder(release, before))
                named.UnionWith((await _catalogs.CatalogAsync(release, ct)).Tables.SelectMany(table => table.Partitions).Select(partition => partition.Location));
            else
                await place.Store.DeleteAsync(place.Key(name), ct);
        }

        foreach (var name in await NamesAsync("", ct))
        {
            var location = name[..(name.LastIndexOf('/') + 1)];
            if (!name.StartsWith(LakePlace.CatalogFolder, StringComparison.Ordinal) && !named.Contains(location) && IsOlder(location.Split('/') is [.., var uid, _] ? uid : "", before))
                await place.Store.DeleteAsync(place.Key(name), ct);
        }
    }

    /// <summary>Whether a uid was made before; what has no uid was not made here, and is left alone.</summary>
    private static bool IsOlder(string uid, DateTimeOffset before) =>
        uid.Length == 32 && uid[12] == '7' && Guid.TryParseExact(uid, "N", out _)
        && long.TryParse(uid.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
        && DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < before;

    private async Task<List<string>> NamesAsync(string prefix, CancellationToken ct)
    {
        var names = new List<string>();
        await foreach (var key in place.Store.ListAsync(place.Key(prefix), ct))
            names.Add(key[place.Prefix.Length..]);
        return names;
    }
}
