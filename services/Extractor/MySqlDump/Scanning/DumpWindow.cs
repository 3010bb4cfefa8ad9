using System.Buffers;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>A window over a dump's bytes that moves on, and grows only for what must be whole in it. Knows the place in the dump of its first byte.</summary>
/// <param name="stream">The bytes; disposed with this.</param>
/// <param name="name">The dump's name, for errors.</param>
/// <param name="limit">The most that must be whole, in bytes.</param>
/// <param name="offset">Place of the first byte in the dump.</param>
/// <param name="line">The line it is on, from 1.</param>
internal sealed class DumpWindow(Stream stream, string name, int limit, long offset = 0, long line = 1) : IDisposable
{
    private const int Usual = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Usual);
    private int start;
    private int end;

    /// <summary>The dump's name.</summary>
    public string Name => name;

    /// <summary>Place of the window's first byte in the dump.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The line it is on, from 1.</summary>
    public long Line { get; private set; } = line;

    /// <summary>The dump ends with the window.</summary>
    public bool Final { get; private set; }

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, end - start);

    /// <summary>Takes note of what is taken off; null for nobody.</summary>
    public IDumpSink? Sink { get; set; }

    /// <summary>Takes bytes off the window's front.</summary>
    public void Consume(int count)
    {
        var taken = buffer.AsSpan(start, count);
        Sink?.Write(taken);
        start += count;
        Offset += count;
        Line += taken.Count((byte)'\n');
    }

    /// <summary>Reads more behind what is there.</summary>
    /// <param name="what">What must be whole in the window, for the error.</param>
    /// <returns>False when there is no more.</returns>
    /// <exception cref="TerminalEtlException">The window holds the most that is allowed already.</exception>
    public bool Fill(string what)
    {
        if (Final)
            return false;
        if (end - start > limit)
            throw new TerminalEtlException($"Reading {name}: the {what} that begins on line {Line} (byte {Offset}) is longer than {limit} bytes, the limit. Check the dump there.");
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end > buffer.Length / 2)
            Grow();
        var read = stream.ReadAtLeast(buffer.AsSpan(end), buffer.Length - end, throwOnEndOfStream: false);
        Final = read < buffer.Length - end;
        end += read;
        return read > 0;
    }

    public void Dispose()
    {
        stream.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
