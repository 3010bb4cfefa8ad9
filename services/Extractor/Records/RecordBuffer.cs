using System.Buffers;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Records;

/// <summary>A window over a stream that grows until it holds a whole record, up to a limit. Nothing is allocated while records fit.</summary>
internal sealed class RecordBuffer : IDisposable
{
    private readonly Stream stream;
    private readonly string file;
    private readonly int limit;
    private byte[] buffer;
    private int start;
    private int end;

    /// <param name="stream">UTF-8 bytes; disposed with this.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="limit">Longest record, in bytes.</param>
    /// <param name="initial">Bytes of the window at first.</param>
    public RecordBuffer(Stream stream, string file, int limit, int initial = 256 * 1024)
    {
        (this.stream, this.file, this.limit) = (stream, file, limit);
        buffer = ArrayPool<byte>.Shared.Rent(initial);
    }

    /// <summary>Whole records, all there from the start.</summary>
    /// <param name="rented">Goes back when this is disposed.</param>
    /// <param name="length">Bytes that belong to the records.</param>
    /// <param name="line">Line of the first one.</param>
    /// <param name="file">The file's name, for errors.</param>
    public RecordBuffer(byte[] rented, int length, long line, string file)
    {
        (stream, this.file, limit) = (Stream.Null, file, length);
        (buffer, end, Line, Final) = (rented, length, line, true);
    }

    /// <summary>True when the stream has ended: the window holds all that is left.</summary>
    public bool Final { get; private set; }

    /// <summary>Physical line of the window's first byte, from 1.</summary>
    public long Line { get; private set; } = 1;

    public ReadOnlySpan<byte> Window => buffer.AsSpan(start, end - start);

    /// <summary>Takes bytes off the window's front, and moves the line number on.</summary>
    public void Consume(int count, long lines)
    {
        start += count;
        Line += lines;
    }

    /// <summary>Reads more behind what is there.</summary>
    /// <exception cref="TerminalEtlException">The window already holds the longest record allowed.</exception>
    public void Fill()
    {
        if (end - start > limit)
            throw TooLong(file, Line, limit);

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Grow();

        var read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        Final = read < buffer.Length - end;
        end += read;
    }

    /// <summary>Skips a UTF-8 byte order mark at the start of the stream.</summary>
    public void SkipByteOrderMark()
    {
        if (!Final)
            Fill();
        if (Line == 1 && Window.StartsWith("\uFEFF"u8))
            start += 3;
    }

    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    internal static TerminalEtlException TooLong(string file, long line, int limit) => new(
        $"Reading {file}: the record that begins on line {line} is longer than {limit} bytes, the limit of a record. A quote that is opened and never closed makes the rest of a file one record; correct the file at that line.");

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
