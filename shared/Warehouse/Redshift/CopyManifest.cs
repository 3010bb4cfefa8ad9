using System.Text.Encodings.Web;
using System.Text.Json;
using EtlMesh.Staging;

namespace EtlMesh.Warehouse.Redshift;

/// <summary>The list of objects that COPY reads; it must have the size of each, for Parquet is read by a fleet of its own.</summary>
internal static class CopyManifest
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };

    public static string Text(IReadOnlyList<(string Url, long Bytes)> objects) => JsonSerializer.Serialize(
        new { entries = objects.Select(one => new { url = one.Url, mandatory = true, meta = new { content_length = one.Bytes } }) }, Options);

    public static async Task WriteAsync(IObjectStore store, string key, IReadOnlyList<(string Url, long Bytes)> objects, CancellationToken ct)
    {
        await using var write = await store.CreateAsync(key, ct);
        await File.WriteAllTextAsync(write.LocalPath, Text(objects), ct);
        await write.CommitAsync(ct);
    }
}
