using System.Numerics;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.MySql;

/// <summary>Floating numbers out of points: see <see cref="RealPoint"/>. What is too large for the type is none.</summary>
internal sealed class RealPointParser<T> : ValueParser
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool TryWrite(ReadOnlySpan<byte> text, DuckDbVectorWriter column, int row)
    {
        if (!RealPoint.TryRead(text, out var number))
            return false;
        var value = T.CreateTruncating(number);
        if (!T.IsFinite(value))
            return false;
        column.Set(row, value);
        return true;
    }
}
