using System.IO.Compression;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Unpacks an archive without trusting its names or sizes.</summary>
internal static class BundleExtraction
{
    public static void Extract(byte[] bytes, string folder, string hash)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > BundleLimits.MaxFiles + 1)
            {
                throw Refuse(hash, $"it holds {zip.Entries.Count} files");
            }

            var left = BundleLimits.MaxArchiveBytes;
            foreach (var entry in zip.Entries)
            {
                left = ExtractEntry(entry, folder, hash, left);
            }

            if (!File.Exists(Path.Combine(folder, PipelineFile.Name)) || !File.Exists(Path.Combine(folder, BundleOrigin.FileName)))
            {
                throw Refuse(hash, $"it lacks {PipelineFile.Name} or {BundleOrigin.FileName}");
            }
        }
        catch (InvalidDataException)
        {
            throw Refuse(hash, "it is no zip archive");
        }
    }

    private static long ExtractEntry(ZipArchiveEntry entry, string folder, string hash, long left)
    {
        var name = entry.FullName;
        var isLink = ((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000;
        if (isLink || name.Split('/').Any(part => part is "" or "." or "..") || name.AsSpan().IndexOfAny('\\', ':', '\0') >= 0)
        {
            throw Refuse(hash, $"the entry `{name}` is a link or leaves its folder");
        }

        var path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            throw Refuse(hash, $"the entry `{name}` is there twice");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var source = entry.Open();
        using var target = File.Create(path);
        var buffer = new byte[81_920];
        for (var read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            left -= read;
            if (left < 0)
            {
                throw Refuse(hash, "unpacked, it is larger than a bundle may be");
            }

            target.Write(buffer, 0, read);
        }

        return left;
    }

    private static TerminalEtlException Refuse(string hash, string what) =>
        new($"Unpacking bundle {hash}: {what}, so it was not made by this program; build it again from the pipeline's folder.");
}
