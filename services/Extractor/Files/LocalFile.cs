using System.Text;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>A file of a source as it lies on this machine: the source's own, or a copy that is removed when nobody holds it any more.</summary>
internal sealed class LocalFile : IDisposable
{
    private readonly RecordLimits limits;
    private int holders = 1;

    /// <param name="source">What it is at its source.</param>
    /// <param name="path">Where it lies here.</param>
    /// <param name="limits">How much of it is taken on trust.</param>
    /// <param name="isCopy">It is removed with its last holder.</param>
    public LocalFile(SourceFile source, string path, RecordLimits limits, bool isCopy) => (Source, Path, this.limits, IsCopy) = (source, path, limits, isCopy);

    public SourceFile Source { get; }

    public bool IsCopy { get; }

    public string Name => Source.Name;

    public string Path { get; }

    /// <summary>One more holder, who disposes it once.</summary>
    public LocalFile Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    /// <summary>The content in UTF-8, inflated when it is gzip.</summary>
    /// <param name="encoding">How its text is encoded.</param>
    public Stream Open(string encoding = "utf-8")
    {
        try
        {
            var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            Stream content = Source.IsGzip ? new GuardedInflation(stream, Name, limits) : stream;
            return encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? content : Encoding.CreateTranscodingStream(content, Named(encoding), Encoding.UTF8);
        }
        catch (IOException e)
        {
            throw new TransientEtlException($"Opening {Name}: {e.Message} It is tried again.", e);
        }
    }

    public RecordBuffer OpenRecords(string encoding = "utf-8") => new(Open(encoding), Name, limits.RecordBytes);

    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) == 0 && IsCopy)
            File.Delete(Path);
    }

    private static Encoding Named(string encoding) => encoding.ToLowerInvariant() switch
    {
        "utf-16" => Encoding.Unicode,
        "latin-1" => Encoding.Latin1,
        _ => throw new TerminalEtlException($"Reading files: encoding `{encoding}` is none of utf-8, utf-16, latin-1; correct `csv: {{ encoding: … }}` in the pipeline file."),
    };
}
