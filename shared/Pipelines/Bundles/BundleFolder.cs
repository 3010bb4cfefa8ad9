using System.Security.Cryptography;
using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>A bundle unpacked on disk. Read only: other processes may use the same folder.</summary>
public sealed record BundleFolder
{
    public required string Hash { get; init; }

    /// <summary>Where the bundle is unpacked.</summary>
    public required string Folder { get; init; }

    /// <summary>The pipeline, read tolerantly.</summary>
    public required PipelineDefinition Definition { get; init; }

    /// <summary>The dbt project in <see cref="Folder"/>.</summary>
    public string ProjectFolder => Path.GetFullPath(Definition.Models, Folder);

    /// <summary>The pipeline's own folder when the bundle was made; relative <c>files:</c> addresses begin there.</summary>
    public required string OriginFolder { get; init; }

    /// <summary>The bundle when an earlier call has unpacked it; null otherwise.</summary>
    public static BundleFolder? TryOpen(string cacheRoot, string hash)
    {
        var folder = PlaceOf(cacheRoot, hash);
        return Directory.Exists(folder) ? Read(folder, hash) : null;
    }

    /// <summary>Unpacks a bundle unless it is there already. Any number of processes may do so at once.</summary>
    /// <param name="zip">The archive; read only when it is not yet unpacked.</param>
    /// <exception cref="TerminalEtlException">Other bytes than the hash names, or an archive that is not one of ours.</exception>
    public static async Task<BundleFolder> OpenAsync(Stream zip, string cacheRoot, string hash, CancellationToken ct) =>
        TryOpen(cacheRoot, hash) ?? Read(await UnpackAsync(zip, cacheRoot, hash, ct), hash);

    /// <summary>Unpacks a bundle unless it is there already, and reads nothing of it: for whoever is yet to judge it.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="TerminalEtlException">Other bytes than the hash names, or an archive that is not one of ours.</exception>
    public static async Task<string> UnpackAsync(Stream zip, string cacheRoot, string hash, CancellationToken ct)
    {
        var folder = PlaceOf(cacheRoot, hash);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var bytes = await ReadBoundedAsync(zip, hash, ct);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
        {
            throw new TerminalEtlException($"Opening bundle {hash}: its bytes have another hash, so it was damaged or replaced; start a new attempt to store it again.");
        }

        var temporary = Path.Combine(cacheRoot, $"{UnfinishedOf(hash)}{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(temporary);
        try
        {
            BundleExtraction.Extract(bytes, temporary, hash);
            Directory.Move(temporary, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process was faster; its folder holds the same bytes.
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        return folder;
    }

    public static Task<BundleFolder> OpenAsync(Bundle bundle, string cacheRoot, CancellationToken ct) =>
        OpenAsync(bundle.OpenRead(), cacheRoot, bundle.Hash, ct);

    /// <summary>Removes what processes left that were killed while they unpacked the bundle. Whoever calls knows that nobody is unpacking it.</summary>
    public static void RemoveUnfinished(string cacheRoot, string hash)
    {
        if (!Directory.Exists(cacheRoot))
            return;

        foreach (var folder in Directory.EnumerateDirectories(cacheRoot, $"{UnfinishedOf(hash)}*"))
            Directory.Delete(folder, recursive: true);
    }

    private static string UnfinishedOf(string hash) => $".{hash}.";

    private static string PlaceOf(string cacheRoot, string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(cacheRoot, hash)
            : throw new TerminalEtlException("Opening a bundle: its name is no SHA-256 in lowercase hex; start a new attempt.");

    private static BundleFolder Read(string folder, string hash)
    {
        var origin = JsonSerializer.Deserialize<BundleOrigin>(File.ReadAllBytes(Path.Combine(folder, BundleOrigin.FileName)));
        return new BundleFolder
        {
            Hash = hash,
            Folder = folder,
            Definition = PipelineFile.ReadTolerantly(File.ReadAllText(Path.Combine(folder, PipelineFile.Name))),
            OriginFolder = origin!.Folder,
        };
    }

    private static async Task<byte[]> ReadBoundedAsync(Stream zip, string hash, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = await zip.ReadAsync(buffer, ct); read > 0; read = await zip.ReadAsync(buffer, ct))
        {
            await bytes.WriteAsync(buffer.AsMemory(0, read), ct);
            if (bytes.Length > BundleLimits.MaxArchiveBytes)
            {
                throw new TerminalEtlException($"Opening bundle {hash}: it is larger than a bundle may be; start a new attempt to store it again.");
            }
        }

        return bytes.ToArray();
    }
}
