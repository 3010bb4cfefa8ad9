using System.Numerics;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Integers, and decimals without their point: an exact sum.</summary>
internal sealed class SumTally<T> : ColumnTally
    where T : unmanaged, IBinaryInteger<T>
{
    private Int128 sum;
    private bool overflowed;

    public override Int128? Sum => overflowed ? null : sum;

    protected override void Take(DuckDbVectorWriter column, int rows, bool hasNulls)
    {
        var values = column.Values<T>()[..rows];
        if (typeof(T) == typeof(Int128))
        {
            foreach (var value in values)
                Add(Int128.CreateTruncating(value));
            return;
        }

        // In halves, so that a chunk's sum needs no more than 64 bits; a NULL is a zero.
        long high = 0, low = 0;
        foreach (var value in values)
        {
            if (typeof(T) == typeof(ulong))
            {
                high += (long)(ulong.CreateTruncating(value) >> 32);
                low += (uint)ulong.CreateTruncating(value);
            }
            else
            {
                high += long.CreateTruncating(value) >> 32;
                low += (uint)long.CreateTruncating(value);
            }
        }

        Add(((Int128)high << 32) + low);
    }

    private void Add(Int128 value)
    {
        var next = unchecked(sum + value);
        overflowed |= (sum < 0) == (value < 0) && (sum < 0) != (next < 0);
        sum = next;
    }
}
