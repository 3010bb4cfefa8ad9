using System.IO.Enumeration;
using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>The folder of a <c>files:</c> connection.</summary>
/// <param name="root">Absolute path.</param>
/// <param name="limits">How much of a file is taken on trust.</param>
internal sealed class SourceFolder(string root, FileLimits limits)
{
    public string Root => root;

    /// <summary>A table's files, in ordinal order of their names.</summary>
    /// <exception cref="TerminalEtlException">The glob leaves the folder.</exception>
    public IReadOnlyList<SourceFile> Find(TableDefinition table)
    {
        var glob = table.Glob.Replace('\\', '/');
        if (Path.IsPathRooted(glob) || glob.Split('/').Contains(".."))
            throw new TerminalEtlException($"Looking for the files of {table.Name}: path `{table.Glob}` leaves the connection's folder; name files below it, or change the connection.");

        var folder = Path.GetFullPath(Path.GetDirectoryName(glob) ?? "", root);
        if (!Directory.Exists(folder))
            return [];

        var pattern = Path.GetFileName(glob);
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles()
                .Where(file => FileSystemName.MatchesSimpleExpression(pattern, file.Name, ignoreCase: false))
                .Where(file => table.Format is not null || TableFormats.OfFile(file.Name) is not null)
                .Select(Describe)
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Makes sure that a file is still the one that was planned.</summary>
    /// <exception cref="TerminalEtlException">It was changed or removed: this attempt's plan will not meet it again.</exception>
    public void Verify(SourceFile file)
    {
        var now = new FileInfo(PathOf(file));
        if (!now.Exists)
            throw new TerminalEtlException($"Reading {file.Name}: the file was there when the source was looked at and is gone now. Run the date again when the delivery is complete; deliver files under another name and rename them when they are complete.");
        if (Describe(now) != file)
            throw new TerminalEtlException($"Reading {file.Name}: the file was {file.Bytes} bytes when the source was looked at and was changed since ({now.Length} bytes). Run the date again when the delivery is complete; deliver files under another name and rename them when they are complete.");
    }

    public string PathOf(SourceFile file) => Path.GetFullPath(file.Name, root);

    /// <summary>The file's content in UTF-8, inflated when it is gzip.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">How its text is encoded.</param>
    public Stream Open(SourceFile file, string encoding = "utf-8")
    {
        try
        {
            var stream = new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            Stream content = file.IsGzip ? new GuardedInflation(stream, file.Name, limits) : stream;
            return IsUtf8(encoding) ? content : Encoding.CreateTranscodingStream(content, Named(encoding), Encoding.UTF8);
        }
        catch (IOException e)
        {
            throw new TransientEtlException($"Opening {file.Name}: {e.Message} It is tried again.", e);
        }
    }

    public RecordBuffer OpenRecords(SourceFile file, string encoding = "utf-8") =>
        new(Open(file, encoding), file.Name, limits.RecordBytes);

    public static bool IsUtf8(string encoding) => encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Encoding Named(string encoding) => encoding.ToLowerInvariant() switch
    {
        "utf-16" => Encoding.Unicode,
        "latin-1" => Encoding.Latin1,
        _ => throw new TerminalEtlException($"Reading files: encoding `{encoding}` is none of utf-8, utf-16, latin-1; correct `csv: {{ encoding: … }}` in the pipeline file."),
    };

    private SourceFile Describe(FileInfo file) =>
        new(Path.GetRelativePath(root, file.FullName).Replace('\\', '/'), file.Length, file.LastWriteTimeUtc.Ticks);
}
