using System.Globalization;
using System.IO.Enumeration;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A dump in local files: one, a glob, or all <c>.sql</c> and <c>.sql.gz</c> of a folder.</summary>
/// <param name="path">Absolute.</param>
/// <param name="limits">How much of a file is taken on trust.</param>
internal sealed class LocalDump(string path, RecordLimits limits) : IDumpPlace
{
    private readonly string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;

    public string Name => path;

    public Task<IReadOnlyList<DumpObject>> FindAsync(CancellationToken ct)
    {
        IReadOnlyList<DumpObject> found = Directory.Exists(folder)
            ? [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => IsPart(file.Name)).Select(Describe).OrderBy(file => file.Name, StringComparer.Ordinal)]
            : [];
        return Task.FromResult(found);
    }

    public Task<Stream> OpenAsync(DumpObject file, CancellationToken ct)
    {
        try
        {
            var stream = new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return Task.FromResult<Stream>(file.IsGzip ? new GuardedInflation(stream, file.Name, limits) : stream);
        }
        catch (IOException e)
        {
            throw NotOpened(file, e);
        }
    }

    public SafeFileHandle? OpenAnywhere(DumpObject file)
    {
        try
        {
            return file.IsGzip ? null : File.OpenHandle(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException e)
        {
            throw NotOpened(file, e);
        }
    }

    public void Verify(IReadOnlyList<DumpObject> files)
    {
        foreach (var file in files)
        {
            var now = new FileInfo(PathOf(file));
            if (!now.Exists || Describe(now) != file)
                throw new TerminalEtlException($"Reading {file.Name}: the dump was {file.Bytes} bytes when the source was looked at and {(now.Exists ? $"was changed since ({now.Length} bytes)" : "is gone now")}. Run the date again when the dump is complete; write dumps under another name and rename them when they are complete.");
        }
    }

    private static TransientEtlException NotOpened(DumpObject file, IOException e) => new($"Opening {file.Name}: {e.Message} It is tried again.", e);

    private string PathOf(DumpObject file) => Path.Combine(folder, file.Name);

    private bool IsPart(string name) => folder == path
        ? name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".sql.gz", StringComparison.OrdinalIgnoreCase)
        : FileSystemName.MatchesSimpleExpression(Path.GetFileName(path), name, ignoreCase: false);

    private static DumpObject Describe(FileInfo file) => new(file.Name, file.Length, file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture));
}
