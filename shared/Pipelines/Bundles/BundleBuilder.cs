using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Makes the bundle of a pipeline's folder: the same files give the same bytes.</summary>
public static class BundleBuilder
{
    // The least a zip can say; real times would make equal files differ.
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="folder">The pipeline's folder, holding <c>pipeline.yml</c>.</param>
    /// <exception cref="TerminalEtlException">A link, too much content, or a pipeline file that cannot be read.</exception>
    public static Bundle Build(string folder)
    {
        var root = Path.GetFullPath(folder);
        var text = Path.Combine(root, PipelineFile.Name);
        if (!File.Exists(text))
        {
            throw new TerminalEtlException($"Bundling {root}: it holds no {PipelineFile.Name}; name the folder of a pipeline.");
        }

        var definition = PipelineFile.ReadTolerantly(File.ReadAllText(text));
        var files = BundleContents.Of(root, definition.Models);
        var zip = Write(root, files);
        return new Bundle(definition.Name, Convert.ToHexStringLower(SHA256.HashData(zip)), zip);
    }

    /// <summary>The files of a pipeline's folder that may not be in its bundle, such as links.</summary>
    public static IReadOnlyList<Problem> Refused(string folder, PipelineDefinition definition) =>
        BundleContents.Refused(Path.GetFullPath(folder), definition.Models);

    private static byte[] Write(string root, IReadOnlyList<string> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, BundleOrigin.FileName, JsonSerializer.SerializeToUtf8Bytes(new BundleOrigin(root)));
            foreach (var file in files)
            {
                Add(zip, file, File.ReadAllBytes(Path.Combine(root, file)));
            }
        }

        return bytes.ToArray();
    }

    // Stored, not compressed: compressors differ between versions, and the hash names the content.
    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = FixedTime;
        entry.ExternalAttributes = 0;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
