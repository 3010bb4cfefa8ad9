using System.Text.Json;
using System.Text.Json.Serialization;
using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>What an attempt landed of a table; written when its last slice is accepted.</summary>
public sealed record Manifest
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Pipeline { get; init; }

    public required Guid RunId { get; init; }

    public required int Attempt { get; init; }

    /// <summary>The source's name in the pipeline file.</summary>
    public required string Source { get; init; }

    public required string Table { get; init; }

    public required ManifestWindow Window { get; init; }

    /// <summary>Counted from the input itself, not derived from the other counts.</summary>
    public required long RowsRead { get; init; }

    public required long RowsQuarantined { get; init; }

    /// <summary>Records outside the window.</summary>
    public long RowsSkipped { get; init; }

    public required IReadOnlyList<ManifestColumn> Columns { get; init; }

    public required IReadOnlyList<ManifestSlice> Slices { get; init; }

    /// <summary>By column, of the source's stream.</summary>
    public required IReadOnlyDictionary<string, ManifestSum> Sums { get; init; }

    public async Task<StoredObject> SaveAsync(IObjectStore store, string key, CancellationToken ct)
    {
        await using var write = await store.CreateAsync(key, ct);
        await using (var file = File.Create(write.LocalPath))
            await JsonSerializer.SerializeAsync(file, this, Json, ct);
        return await write.CommitAsync(ct);
    }

    /// <exception cref="TerminalEtlException">It is missing, different from its SHA-256, or no manifest.</exception>
    public static async Task<Manifest> LoadAsync(IObjectStore store, string key, string? sha256, CancellationToken ct)
    {
        await using var read = await store.FetchAsync(key, sha256, ct);
        await using var file = File.OpenRead(read.LocalPath);
        try
        {
            return await JsonSerializer.DeserializeAsync<Manifest>(file, Json, ct)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new TerminalEtlException($"Reading the manifest {key}: {e.Message} Run the date again to write it anew.", e);
        }
    }
}
