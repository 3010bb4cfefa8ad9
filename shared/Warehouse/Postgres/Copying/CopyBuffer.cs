using System.Buffers.Binary;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Bytes in PostgreSQL's binary copy format, on their way to the server. Grows to the longest block of rows and is used again.</summary>
internal sealed class CopyBuffer
{
    /// <summary>Enough for a write: what has grown to it is sent.</summary>
    public const int Full = 1 << 18;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0];

    private byte[] _bytes = new byte[Full + (Full / 4)];
    private int _length;

    public bool IsFull => _length >= Full;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>The signature, no flags, no extension.</summary>
    public void Begin()
    {
        Signature.CopyTo(Take(Signature.Length));
        Take(sizeof(long)).Clear();
    }

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);

    /// <summary>The next bytes, to be written by the caller, every one.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_length + count)));
        var taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }
}
