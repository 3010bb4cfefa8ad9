namespace EtlMesh.Lake;

/// <summary>What readers see: the object that moves.</summary>
/// <param name="Release">The warehouse's head.</param>
/// <param name="Catalog">The release whose catalog shows it: itself, or the older one that a revert names. Null when there is none: the release is from before the pipeline had a lake.</param>
public sealed record CatalogHead(string Release, string? Catalog);
