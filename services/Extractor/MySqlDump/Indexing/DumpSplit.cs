using EtlMesh.Contracts;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The rows of the wanted tables of files that cannot be read anywhere, in one file without a name: it vanishes with the process, however that ends.</summary>
internal sealed class DumpSplit : IDumpSink, IDisposable
{
    private const int Buffered = 1 << 20;

    private readonly HashSet<string> wanted;
    private readonly FileStream stream;
    private readonly List<Piece> pieces = [];

    /// <param name="folder">Where there is room for the rows.</param>
    /// <param name="tables">names of the tables that are wanted.</param>
    public DumpSplit(string folder, IEnumerable<string> tables)
    {
        wanted = new HashSet<string>(tables, StringComparer.OrdinalIgnoreCase);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"dump-{Guid.CreateVersion7():N}");
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None | FileShare.Delete, Buffered);
        File.Delete(path);
    }

    /// <summary>Where a stretch of a dump's file lies in this one.</summary>
    private readonly record struct Piece(int File, long Offset, long Length, long At);

    public bool Wants(string table) => wanted.Contains(table);

    /// <summary>Begins with a stretch.</summary>
    /// <param name="file">Position of its file among the dump's.</param>
    /// <param name="offset">Where it is there.</param>
    public IDumpSink Begin(int file, long offset)
    {
        pieces.Add(new Piece(file, offset, 0, stream.Position));
        return this;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException full)
        {
            throw new TransientEtlException($"Setting aside the rows of a dump: {full.Message} The scratch folder needs room for the inflated tables; it is tried again.", full);
        }

        pieces[^1] = pieces[^1] with { Length = pieces[^1].Length + bytes.Length };
    }

    /// <summary>All is written.</summary>
    public void End() => stream.Flush();

    /// <summary>The place of a range: the file to read, and where.</summary>
    public (SafeFileHandle Handle, long At) Find(DumpRange range)
    {
        foreach (var piece in pieces)
        {
            if (piece.File == range.File && piece.Offset <= range.Offset && range.End <= piece.Offset + piece.Length)
                return (stream.SafeFileHandle, piece.At + range.Offset - piece.Offset);
        }

        throw new InvalidOperationException($"Line {range.Line} of file {range.File} was not set aside.");
    }

    public void Dispose() => stream.Dispose();
}
