using System.Buffers.Binary;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Rows in PostgreSQL's binary copy format, on their way to the server. Grows to the longest row and is used again.</summary>
internal sealed class CopyBuffer
{
    /// <summary>Enough for a write: bytes beyond it are sent.</summary>
    public const int Full = 1 << 16;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xff, (byte)'\r', (byte)'\n', 0];

    private byte[] _bytes = new byte[Full * 2];
    private int _length;

    public bool IsFull => _length >= Full;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>The signature, no flags, no extension.</summary>
    public void Begin()
    {
        Signature.CopyTo(Take(Signature.Length));
        Long(0);
    }

    public void End() => Short(-1);

    public void Null() => Int(-1);

    public void Byte(byte value) => Take(1)[0] = value;

    public void Short(short value) => BinaryPrimitives.WriteInt16BigEndian(Take(2), value);

    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(8), value);

    public void Huge(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);

    /// <summary>A field of any length.</summary>
    public void Field(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        value.CopyTo(Take(value.Length));
    }

    private Span<byte> Take(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        var taken = _bytes.AsSpan(_length, count);
        _length += count;
        return taken;
    }
}
