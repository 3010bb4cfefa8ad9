using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EtlMesh.Contracts;

namespace EtlMesh.Lake;

/// <summary>The documents of a lake.</summary>
internal sealed class CatalogStore(LakePlace place)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The head; null before the first release.</summary>
    public async Task<CatalogHead?> HeadAsync(CancellationToken ct) =>
        await place.ExistsAsync(LakePlace.Head, ct) ? await LoadAsync<CatalogHead>(LakePlace.Head, ct) : null;

    public Task SaveAsync(CatalogHead head, CancellationToken ct) => SaveAsync(LakePlace.Head, head, ct);

    public Task<bool> HasAsync(string release, CancellationToken ct) => place.ExistsAsync(LakePlace.Catalog(release), ct);

    /// <summary>A release's catalog; null when it has none.</summary>
    public async Task<LakeCatalog?> FindAsync(string release, CancellationToken ct) => await HasAsync(release, ct) ? await CatalogAsync(release, ct) : null;

    /// <exception cref="TerminalEtlException">It is missing or damaged.</exception>
    public Task<LakeCatalog> CatalogAsync(string release, CancellationToken ct) => LoadAsync<LakeCatalog>(LakePlace.Catalog(release), ct);

    public Task SaveAsync(LakeCatalog catalog, CancellationToken ct) => SaveAsync(LakePlace.Catalog(catalog.Release), catalog, ct);

    public async Task SaveTextAsync(string name, string text, CancellationToken ct)
    {
        await using var write = await place.Store.CreateAsync(place.Key(name), ct);
        await File.WriteAllTextAsync(write.LocalPath, text, ct);
        await write.CommitAsync(ct);
    }

    private async Task SaveAsync<T>(string name, T document, CancellationToken ct)
    {
        await using var write = await place.Store.CreateAsync(place.Key(name), ct);
        await using (var file = File.Create(write.LocalPath))
            await JsonSerializer.SerializeAsync(file, document, Json, ct);
        await write.CommitAsync(ct);
    }

    private async Task<T> LoadAsync<T>(string name, CancellationToken ct)
    {
        await using var read = await place.Store.FetchAsync(place.Key(name), null, ct);
        await using var file = File.OpenRead(read.LocalPath);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(file, Json, ct) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new TerminalEtlException($"Reading the lake's document {place.Url}{name}: {e.Message} Restore the object, or run the night again.", e);
        }
    }
}
