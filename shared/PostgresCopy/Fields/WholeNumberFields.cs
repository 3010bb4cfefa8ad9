using System.Numerics;
using EtlMesh.DuckDb;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>The server's integers in columns of another width: what does not fit is refused.</summary>
internal static class WholeNumberFields
{
    public static FieldReader? Of(TargetType target) => target.Word switch
    {
        "TINYINT" => Fitted<sbyte>(),
        "SMALLINT" => Fitted<short>(),
        "INTEGER" => Fitted<int>(),
        "BIGINT" => Fitted<long>(),
        "HUGEINT" => Fitted<Int128>(),
        "UTINYINT" => Fitted<byte>(),
        "USMALLINT" => Fitted<ushort>(),
        "UINTEGER" => Fitted<uint>(),
        "UBIGINT" => Fitted<ulong>(),
        "DECIMAL" => Decimal(target.Width, target.Scale),
        _ => null,
    };

    /// <summary>An integer of two, four or eight bytes.</summary>
    public static long Read(ReadOnlySpan<byte> value) => value.Length switch
    {
        2 => ReadInt16BigEndian(value),
        4 => ReadInt32BigEndian(value),
        _ => ReadInt64BigEndian(value),
    };

    private static FieldReader Fitted<T>()
        where T : unmanaged, IBinaryInteger<T> => static (value, column, row) =>
    {
        var number = Read(value);
        var fitted = T.CreateTruncating(number);
        if (T.Sign(fitted) != Math.Sign(number) || long.CreateSaturating(fitted) != number)
            return false;
        column.Set(row, fitted);
        return true;
    };

    private static FieldReader Decimal(int width, int scale) => (value, column, row) =>
    {
        var number = Read(value);
        var magnitude = number < 0 ? (UInt128)(-(Int128)number) : (UInt128)number;
        if (magnitude >= PowersOfTen.Of(width - scale))
            return false;
        var unscaled = (Int128)(magnitude * PowersOfTen.Of(scale));
        column.Unscaled(row, number < 0 ? -unscaled : unscaled);
        return true;
    };
}
