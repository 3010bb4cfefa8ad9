using EtlMesh.Staging;

namespace EtlMesh.Lake;

/// <summary>A pipeline's part of a lake.</summary>
/// <param name="Store">Where its objects are.</param>
/// <param name="Prefix">What their keys start with; ends with <c>/</c>.</param>
/// <param name="Url">How other engines name the place; ends with <c>/</c>.</param>
public sealed record LakePlace(IObjectStore Store, string Prefix, string Url)
{
    internal const string CatalogFolder = "_catalog/";

    internal const string Head = CatalogFolder + "head.json";

    internal const string Athena = CatalogFolder + "athena.sql";

    internal const string Catalogs = CatalogFolder + "releases/";

    /// <summary>An object's key in the store.</summary>
    /// <param name="name">Its name in the place.</param>
    public string Key(string name) => Prefix + name;

    internal static string Catalog(string release) => $"{Catalogs}{release}.json";

    internal async Task<bool> ExistsAsync(string name, CancellationToken ct)
    {
        await foreach (var key in Store.ListAsync(Key(name), ct))
            return key == Key(name); // the name itself comes before those that it begins
        return false;
    }
}
