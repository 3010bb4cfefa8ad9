using System.IO.Enumeration;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>The folder of a <c>files:</c> connection.</summary>
/// <param name="root">Absolute path.</param>
/// <param name="limits">How much of a file is taken on trust.</param>
internal sealed class SourceFolder(string root, RecordLimits limits) : ISourceFiles
{
    public string Place => root;

    public Task<IReadOnlyList<SourceFile>> FindAsync(TableDefinition table, CancellationToken ct)
    {
        var glob = table.Glob.Replace('\\', '/');
        if (Path.IsPathRooted(glob) || glob.Split('/').Contains(".."))
            throw new TerminalEtlException($"Looking for the files of {table.Name}: path `{table.Glob}` leaves the connection's folder; name files below it, or change the connection.");

        var folder = Path.GetFullPath(Path.GetDirectoryName(glob) ?? "", root);
        if (!Directory.Exists(folder))
            return Task.FromResult<IReadOnlyList<SourceFile>>([]);

        var pattern = Path.GetFileName(glob);
        return Task.FromResult<IReadOnlyList<SourceFile>>(
        [
            .. new DirectoryInfo(folder).EnumerateFiles()
                .Where(file => FileSystemName.MatchesSimpleExpression(pattern, file.Name, ignoreCase: false))
                .Where(file => table.Format is not null || TableFormats.OfFile(file.Name) is not null)
                .Select(Describe)
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The file itself, where it lies.</summary>
    public Task<LocalFile> FetchAsync(SourceFile file, string scratch, CancellationToken ct)
    {
        Verify(file);
        return Task.FromResult(new LocalFile(file, PathOf(file), limits, isCopy: false));
    }

    public void Verify(SourceFile file)
    {
        var now = new FileInfo(PathOf(file));
        if (!now.Exists)
            throw new TerminalEtlException($"Reading {file.Name}: the file was there when the source was looked at and is gone now. Run the date again when the delivery is complete; deliver files under another name and rename them when they are complete.");
        if (Describe(now) != file)
            throw new TerminalEtlException($"Reading {file.Name}: the file was {file.Bytes} bytes when the source was looked at and was changed since ({now.Length} bytes). Run the date again when the delivery is complete; deliver files under another name and rename them when they are complete.");
    }

    private string PathOf(SourceFile file) => Path.GetFullPath(file.Name, root);

    private SourceFile Describe(FileInfo file) =>
        new(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc.Ticks);
}
