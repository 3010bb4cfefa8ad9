using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>Room for one column's rows. Every row must be written, by its type's method or <see cref="Null"/>.</summary>
public sealed unsafe class DuckDbVectorWriter
{
    private const int OnStack = 512;

    private readonly VectorType _type;
    private readonly ListElements? _elements;
    private int _capacity;
    private nint _vector;
    private byte* _data;
    private ulong* _validity;

    internal DuckDbVectorWriter(VectorType type, int capacity)
    {
        (_type, _capacity) = (type, capacity);
        StoredSize = StorageSize.Of(type);
        _elements = type.Id == DuckDbTypeId.List ? new ListElements(type.Children[0].Type) : null;
    }

    /// <summary>The column's type in the engine's words.</summary>
    public string Type => _type.Sql;

    private int StoredSize { get; }

    /// <summary>All rows as they are stored (days, microseconds since 1970, unscaled decimals), to be written in one go.</summary>
    /// <exception cref="InvalidCastException">The column's elements have another width.</exception>
    public Span<T> Values<T>()
        where T : unmanaged
    {
        if (sizeof(T) != StoredSize)
            throw new InvalidCastException($"A column of {_type.Sql} is stored in {StoredSize} bytes, not as {typeof(T).Name}.");
        return new Span<T>(_data, _data is null ? 0 : _capacity);
    }

    /// <summary>One row as it is stored.</summary>
    public void Set<T>(int row, T value)
        where T : unmanaged => Values<T>()[row] = value;

    /// <summary>NULL; what is stored below it is zero.</summary>
    public void Null(int row)
    {
        Check(row);
        new Span<byte>(_data + ((long)row * StoredSize), StoredSize).Clear();
        if (_validity is null)
        {
            DuckDbApi.duckdb_vector_ensure_validity_writable(_vector);
            _validity = DuckDbApi.duckdb_vector_get_validity(_vector);
        }

        _validity[row >> 6] &= ~(1ul << (row & 63));
    }

    /// <summary>Takes a NULL back, so that the row can be written again.</summary>
    public void Reset(int row)
    {
        Check(row);
        if (_validity is not null)
            _validity[row >> 6] |= 1ul << (row & 63);
    }

    /// <summary>What was written of a row: NULL.</summary>
    public bool IsNull(int row)
    {
        Check(row);
        return _validity is not null && (_validity[row >> 6] & (1ul << (row & 63))) == 0;
    }

    /// <summary>How many of the first rows were written as NULL.</summary>
    public int Nulls(int rows)
    {
        Check(rows - 1);
        if (_validity is null)
            return 0;
        var nulls = 0;
        for (var word = 0; word < rows >> 6; word++)
            nulls += 64 - BitOperations.PopCount(_validity[word]);
        return (rows & 63) == 0 ? nulls : nulls + BitOperations.PopCount(~_validity[rows >> 6] & ((1ul << (rows & 63)) - 1));
    }

    /// <summary>What was written of a row: a text's bytes, valid until the next fill.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        Check(row);
        if (_type.Id is not (DuckDbTypeId.Varchar or DuckDbTypeId.Blob))
            throw new InvalidCastException($"A column of {_type.Sql} is not stored as text.");
        var text = (StringStruct*)_data + row;
        return new ReadOnlySpan<byte>(text->Length <= StringStruct.InPlace ? text->Prefix : text->Pointer, text->Length);
    }

    /// <summary>Text that is known to be UTF-8.</summary>
    public void ValidUtf8(int row, ReadOnlySpan<byte> text) => Assign(row, text, DuckDbTypeId.Varchar);

    /// <summary>Text, in UTF-8.</summary>
    /// <exception cref="ArgumentException">It is not UTF-8.</exception>
    public void Utf8(int row, ReadOnlySpan<byte> text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text))
            throw new ArgumentException("The text is not UTF-8.", nameof(text));
        Assign(row, text, DuckDbTypeId.Varchar);
    }

    /// <summary>Text; a lone surrogate becomes U+FFFD.</summary>
    public void Text(int row, ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        Assign(row, bytes[..Encoding.UTF8.GetBytes(text, bytes)], DuckDbTypeId.Varchar);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    public void Blob(int row, ReadOnlySpan<byte> bytes) => Assign(row, bytes, DuckDbTypeId.Blob);

    public void Boolean(int row, bool value) => Set(row, (byte)(value ? 1 : 0));

    public void Date(int row, DateOnly value) => Set(row, value.DayNumber - Epoch.Days);

    /// <summary>For TIME, to the microsecond.</summary>
    public void Time(int row, TimeOnly value) => Set(row, value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>For TIMESTAMP, to the microsecond; for TIMESTAMPTZ give UTC.</summary>
    public void Timestamp(int row, DateTime value) => Set(row, Epoch.Micros(value));

    public void Uuid(int row, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Set(row, BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ (UInt128.One << 127));
    }

    /// <summary>For a DECIMAL column of any width.</summary>
    /// <exception cref="OverflowException">More digits than the column has, before or after the point.</exception>
    public void Decimal(int row, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = ((Int128)(uint)bits[2] << 64) | ((Int128)(uint)bits[1] << 32) | (uint)bits[0];
        Unscaled(row, DecimalDigits.Rescale(value < 0 ? -unscaled : unscaled, value.Scale, _type.Decimal.Scale));
    }

    /// <summary>For a DECIMAL column of any width: the digits without the point (12.50 is 1250 in DECIMAL(12,2)).</summary>
    /// <exception cref="OverflowException">More digits than the column has.</exception>
    public void Unscaled(int row, Int128 digits)
    {
        DecimalDigits.Check(digits, _type);
        switch (_type.Stored)
        {
            case DuckDbTypeId.SmallInt: Set(row, (short)digits); break;
            case DuckDbTypeId.Integer: Set(row, (int)digits); break;
            case DuckDbTypeId.BigInt: Set(row, (long)digits); break;
            default: Set(row, digits); break;
        }
    }

    /// <summary>For INTERVAL.</summary>
    public void Interval(int row, int months, int days, long micros) =>
        Set(row, new Int128((ulong)micros, (uint)months | ((ulong)(uint)days << 32)));

    /// <summary>For a list: room for a row's elements. Each must be written; NULL is the row's own.</summary>
    /// <param name="count">How many; an empty list has none.</param>
    /// <param name="first">The row of the first one in what is returned, which is good until the next call.</param>
    /// <exception cref="InvalidCastException">The column is no list.</exception>
    public DuckDbVectorWriter Elements(int row, int count, out int first)
    {
        if (_elements is null)
            throw new InvalidCastException($"A column of {_type.Sql} is no list.");
        var child = _elements.Add(_vector, count, out first);
        Set(row, new UInt128((ulong)count, (ulong)first));
        return child;
    }

    internal void Show(nint vector)
    {
        _vector = vector;
        _data = DuckDbApi.duckdb_vector_get_data(vector);
        _validity = null;
    }

    /// <summary>Shows a list's child, which holds elements already.</summary>
    internal void Show(nint vector, int capacity)
    {
        Show(vector);
        _capacity = capacity;
        _validity = DuckDbApi.duckdb_vector_get_validity(vector);
    }

    internal void Clear()
    {
        _vector = 0;
        _data = null;
        _validity = null;
        _elements?.Clear();
    }

    private void Assign(int row, ReadOnlySpan<byte> bytes, DuckDbTypeId wanted)
    {
        Check(row);
        if (_type.Id != wanted)
            throw new InvalidCastException($"A column of {_type.Sql} does not take {wanted.ToString().ToUpperInvariant()}.");
        if (bytes.Length <= StringStruct.InPlace)
        {
            // Length and bytes in place; the rest must be zero, the engine compares the whole.
            var place = new Span<byte>(_data + (row * sizeof(StringStruct)), sizeof(StringStruct));
            place.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(place, bytes.Length);
            bytes.CopyTo(place[sizeof(int)..]);
            return;
        }

        fixed (byte* pointer = bytes)
            DuckDbApi.duckdb_unsafe_vector_assign_string_element_len(_vector, (ulong)row, pointer, (ulong)bytes.Length);
    }

    private void Check(int row) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, _data is null ? 0u : (uint)_capacity, nameof(row));
}
