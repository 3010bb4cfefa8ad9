using EtlMesh.Contracts;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>The rows of a binary copy, one whole row at a time in a buffer that is used again: lengths and bytes, no meaning.</summary>
/// <param name="stream">The copy's.</param>
/// <param name="fields">Fields of each row.</param>
/// <param name="limits">How long a row may be.</param>
/// <param name="name">What is copied, for messages.</param>
internal sealed class CopyTuples(Stream stream, int fields, CopyLimits limits, string name)
{
    private const int First = 64 * 1024;

    private readonly (int Start, int Length)[] places = new (int, int)[fields];
    private byte[] buffer = new byte[First];
    private int start;
    private int end;
    private bool begun;
    private bool ended;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 255, (byte)'\r', (byte)'\n', 0];

    /// <summary>Whole rows that came so far.</summary>
    public long Count { get; private set; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of the present row.</summary>
    public int Length { get; private set; }

    /// <param name="field">From 0.</param>
    public bool IsNull(int field) => places[field].Length < 0;

    /// <param name="field">From 0, of the present row; not NULL.</param>
    public ReadOnlySpan<byte> this[int field] => buffer.AsSpan(places[field].Start, places[field].Length);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when all have come, and the server has said so.</returns>
    /// <exception cref="TerminalEtlException">A row is too long, or the stream is none of rows like these.</exception>
    public bool Next()
    {
        if (ended)
            return false;
        if (!begun)
            Begin();
        start += Length;
        Length = 0;
        Need(sizeof(short));
        var count = ReadInt16BigEndian(buffer.AsSpan(start));
        if (count == -1)
        {
            End();
            return false;
        }

        if (count != fields)
            throw Broken($"a row has {count} fields, not {fields}");
        var at = sizeof(short);
        for (var field = 0; field < fields; field++)
        {
            Need(at + sizeof(int));
            var length = ReadInt32BigEndian(buffer.AsSpan(start + at));
            at += sizeof(int);
            // Offsets from the row's start: the row may move while the rest of it comes.
            places[field] = (at, length);
            at += Math.Max(length, 0);
            if (at > limits.RowBytes || at < 0)
                throw new TerminalEtlException(
                    $"Reading {name}: row {Count + 1} has more than {limits.RowBytes} bytes, which is the limit of a row. Leave the large column out (declare the others under `columns:` in the pipeline file), or shorten it at the source.");
        }

        Need(at);
        for (var field = 0; field < fields; field++)
            places[field].Start += start;
        Length = at;
        Bytes += at;
        Count++;
        return true;
    }

    private void Begin()
    {
        var header = Signature.Length + 8;
        begun = true;
        Need(header);
        if (!buffer.AsSpan(start, Signature.Length).SequenceEqual(Signature))
            throw Broken("its signature is missing");
        var extension = ReadInt32BigEndian(buffer.AsSpan(start + Signature.Length + 4));
        Need(header + extension);
        start += header + extension;
    }

    // After the last row nothing may come: reading on makes the server's own end of the command known, or its failure.
    private void End()
    {
        start += sizeof(short);
        if (start != end || stream.Read(buffer, 0, buffer.Length) != 0)
            throw Broken("there is more behind its end");
        ended = true;
    }

    /// <summary>Has so many bytes of the present row in the buffer.</summary>
    private void Need(int bytes)
    {
        while (end - start < bytes)
        {
            if (start == end)
                (start, end) = (0, 0);
            if (start + bytes > buffer.Length)
                Move(bytes);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                throw new TransientEtlException($"Reading {name}: the server's rows broke off after {Count}. It is tried again.");
            end += read;
        }
    }

    private void Move(int bytes)
    {
        var old = buffer;
        if (bytes > buffer.Length)
            buffer = new byte[Math.Max(bytes, (int)Math.Min(2L * buffer.Length, limits.RowBytes))];
        old.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
    }

    private TerminalEtlException Broken(string what) => new($"Reading {name}: the copy is not what was asked for: {what}. Check what stands between here and the server.");
}
