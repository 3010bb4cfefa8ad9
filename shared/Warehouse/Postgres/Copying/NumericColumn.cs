using System.Buffers.Binary;
using System.Numerics;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Decimals, and integers for which only <c>numeric</c> has room. Their size is known when they are written: measuring writes them aside.</summary>
/// <param name="scale">Digits after the point, 0 to 38.</param>
internal sealed class NumericColumn<T>(int scale) : CopyColumn
    where T : unmanaged, IBinaryInteger<T>
{
    private readonly byte[] aside = new byte[CopyRows.Block * CopyNumber.Longest];
    private readonly int[] lengths = new int[CopyRows.Block];

    public override void Measure(DuckDbVector column, int first, Span<int> sizes)
    {
        var values = column.Values<T>().Slice(first, sizes.Length);
        var hasNulls = column.HasNulls;
        for (var row = 0; row < sizes.Length; row++)
        {
            if (!hasNulls || !column.IsNull(first + row))
                sizes[row] += lengths[row] = Write(values[row], aside.AsSpan(row * CopyNumber.Longest, CopyNumber.Longest));
            sizes[row] += Prefix;
        }
    }

    public override void Write(DuckDbVector column, int first, Span<byte> bytes, Span<int> places)
    {
        var hasNulls = column.HasNulls;
        for (var row = 0; row < places.Length; row++)
        {
            if (hasNulls && column.IsNull(first + row))
            {
                Null(bytes, ref places[row]);
                continue;
            }

            var field = bytes.Slice(places[row], Prefix + lengths[row]);
            BinaryPrimitives.WriteInt32BigEndian(field, lengths[row]);
            aside.AsSpan(row * CopyNumber.Longest, lengths[row]).CopyTo(field[Prefix..]);
            places[row] += field.Length;
        }
    }

    private int Write(T value, Span<byte> field)
    {
        if (typeof(T) == typeof(UInt128))
            return CopyNumber.Write(field, UInt128.CreateTruncating(value), false, scale);
        if (typeof(T) == typeof(ulong))
            return CopyNumber.Write(field, ulong.CreateTruncating(value), false, scale);
        if (typeof(T) == typeof(Int128))
        {
            var wide = Int128.CreateTruncating(value);
            return CopyNumber.Write(field, wide < 0 ? (UInt128)(-(wide + 1)) + 1 : (UInt128)wide, wide < 0, scale);
        }

        // A decimal of 18 digits or less: its magnitude is always that of a long.
        var narrow = long.CreateTruncating(value);
        return CopyNumber.Write(field, (ulong)Math.Abs(narrow), narrow < 0, scale);
    }
}
