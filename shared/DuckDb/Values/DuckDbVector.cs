using System.Numerics;
using System.Text;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>A column of a chunk. Rows count from 0; reading one outside of the chunk, or after it, throws.</summary>
/// <remarks>The typed readers do not look at NULL: ask <see cref="IsNull"/> first.</remarks>
public sealed unsafe class DuckDbVector
{
    private readonly DuckDbVector[] _children;
    private byte* _data;
    private ulong* _validity;

    internal DuckDbVector(VectorType type)
    {
        Type = type;
        StoredSize = StorageSize.Of(type);
        _children = [.. type.Children.Select(child => new DuckDbVector(child.Type))];
    }

    /// <summary>Rows that can be read now.</summary>
    public int Rows { get; private set; }

    /// <summary>False when no row is NULL; true when some may be.</summary>
    public bool HasNulls => _validity is not null;

    internal VectorType Type { get; }

    private int StoredSize { get; }

    public bool IsNull(int row)
    {
        Check(row);
        return _validity is not null && (_validity[row >> 6] & (1ul << (row & 63))) == 0;
    }

    /// <summary>The value as it is stored: the width must be the column's (days, microseconds, unscaled decimals).</summary>
    public T Get<T>(int row)
        where T : unmanaged => Values<T>()[row];

    /// <summary>All rows as they are stored.</summary>
    /// <exception cref="InvalidCastException">The column's elements have another width.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        if (sizeof(T) != StoredSize)
            throw new InvalidCastException($"A column of {Type.Sql} is stored in {StoredSize} bytes, not as {typeof(T).Name}.");
        return new ReadOnlySpan<T>(_data, Rows);
    }

    /// <summary>The bytes of a text, blob or enum's word, valid until the next chunk.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        Check(row);
        if (Type.Id == DuckDbTypeId.Enum)
            return Encoding.UTF8.GetBytes(EnumWord(row));
        if (Type.Id is not (DuckDbTypeId.Varchar or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.BigNum))
            throw new InvalidCastException($"A column of {Type.Sql} is not stored as text.");
        var text = (StringStruct*)_data + row;
        return new ReadOnlySpan<byte>(text->Length <= StringStruct.InPlace ? text->Prefix : text->Pointer, text->Length);
    }

    /// <summary>Any type as text, the way the engine casts it to VARCHAR.</summary>
    public string GetString(int row) => VectorText.Of(this, row);

    /// <summary>Any integer column that fits.</summary>
    public long GetInt64(int row) => checked((long)GetInt128(row));

    public bool GetBoolean(int row) => Get<byte>(row) != 0;

    /// <summary>A float or double.</summary>
    public double GetDouble(int row) => Type.Id == DuckDbTypeId.Float ? Get<float>(row) : Get<double>(row);

    /// <summary>A decimal or integer that .NET's decimal can hold.</summary>
    /// <exception cref="OverflowException">It cannot; <see cref="GetString"/> gives all digits.</exception>
    public decimal GetDecimal(int row) =>
        VectorValue.TryDecimal(GetBigInteger(row), Type.Decimal.Scale, out var value)
            ? value
            : throw new OverflowException($"A {Type.Sql} with more digits than .NET's decimal has; read it as text.");

    /// <summary>An integer, or a decimal without its point (12.50 is 1250).</summary>
    public BigInteger GetBigInteger(int row) => Type.Stored == DuckDbTypeId.UHugeInt ? Get<UInt128>(row) : GetInt128(row);

    /// <summary>The value as .NET's: bool, integers, BigInteger, float, double, decimal, string, byte[], DateOnly, TimeOnly, DateTime, TimeSpan, Guid; null for NULL.</summary>
    /// <remarks>What .NET cannot hold exactly (wide decimals, infinite dates, nanoseconds, months, 24:00) and nested types are text.</remarks>
    public object? Value(int row) => IsNull(row) ? null : VectorValue.Of(this, row);

    internal DuckDbVector Child(int index) => _children[index];

    internal string EnumWord(int row) => Type.EnumWords[(int)GetInt64(row)];

    internal void Show(nint vector, int rows)
    {
        Rows = rows;
        _data = DuckDbApi.duckdb_vector_get_data(vector);
        _validity = DuckDbApi.duckdb_vector_get_validity(vector);
        switch (Type.Id)
        {
            case DuckDbTypeId.List or DuckDbTypeId.Map:
                _children[0].Show(DuckDbApi.duckdb_list_vector_get_child(vector), (int)DuckDbApi.duckdb_list_vector_get_size(vector));
                break;
            case DuckDbTypeId.Array:
                _children[0].Show(DuckDbApi.duckdb_array_vector_get_child(vector), rows * Type.ArraySize);
                break;
            case DuckDbTypeId.Struct or DuckDbTypeId.Union:
                for (var i = 0; i < _children.Length; i++)
                    _children[i].Show(DuckDbApi.duckdb_struct_vector_get_child(vector, (ulong)i), rows);
                break;
        }
    }

    internal void Clear()
    {
        Rows = 0;
        _data = null;
        _validity = null;
        foreach (var child in _children)
            child.Clear();
    }

    private Int128 GetInt128(int row) => Type.Stored switch
    {
        DuckDbTypeId.TinyInt => Get<sbyte>(row),
        DuckDbTypeId.SmallInt => Get<short>(row),
        DuckDbTypeId.Integer => Get<int>(row),
        DuckDbTypeId.BigInt => Get<long>(row),
        DuckDbTypeId.UTinyInt => Get<byte>(row),
        DuckDbTypeId.USmallInt => Get<ushort>(row),
        DuckDbTypeId.UInteger => Get<uint>(row),
        DuckDbTypeId.UBigInt => Get<ulong>(row),
        DuckDbTypeId.HugeInt => Get<Int128>(row),
        DuckDbTypeId.UHugeInt => checked((Int128)Get<UInt128>(row)),
        _ => throw new InvalidCastException($"A column of {Type.Sql} is not an integer."),
    };

    private void Check(int row) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
}
