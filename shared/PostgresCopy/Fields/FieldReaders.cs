using System.Buffers.Binary;
using System.Text.Unicode;
using EtlMesh.DuckDb;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>The readers of the server's binary fields: each takes a value exactly, or refuses it.</summary>
internal static class FieldReaders
{
    /// <summary>Text as it is; bytes that are no UTF-8, which a server without an encoding gives out, are refused.</summary>
    public static readonly FieldReader Text = static (value, column, row) =>
    {
        if (!Utf8.IsValid(value))
            return false;
        column.ValidUtf8(row, value);
        return true;
    };

    // One byte of version, then the text.
    private static readonly FieldReader Jsonb = static (value, column, row) => value[0] == 1 && Text(value[1..], column, row);

    private static readonly FieldReader Bytes = static (value, column, row) =>
    {
        column.Blob(row, value);
        return true;
    };

    /// <param name="type">The field's type.</param>
    /// <param name="target">The column's.</param>
    /// <returns>Null when no reader takes this type as that.</returns>
    public static FieldReader? Of(uint type, TargetType target) => (type, target.Word) switch
    {
        (TypeIds.Bool, "BOOLEAN") => static (value, column, row) => Set(column, row, value[0]),
        (TypeIds.Int2, "SMALLINT") => static (value, column, row) => Set(column, row, ReadInt16BigEndian(value)),
        (TypeIds.Int4, "INTEGER") => static (value, column, row) => Set(column, row, ReadInt32BigEndian(value)),
        (TypeIds.Int8, "BIGINT") => static (value, column, row) => Set(column, row, ReadInt64BigEndian(value)),
        (TypeIds.Oid, "UINTEGER") => static (value, column, row) => Set(column, row, ReadUInt32BigEndian(value)),
        (TypeIds.Int2 or TypeIds.Int4 or TypeIds.Int8, _) => WholeNumberFields.Of(target),
        (TypeIds.Float4, "FLOAT") => static (value, column, row) => Set(column, row, ReadSingleBigEndian(value)),
        (TypeIds.Float4, "DOUBLE") => static (value, column, row) => Set(column, row, (double)ReadSingleBigEndian(value)),
        (TypeIds.Float8, "DOUBLE") => static (value, column, row) => Set(column, row, ReadDoubleBigEndian(value)),
        (TypeIds.Numeric, "DECIMAL") => new NumericField(target.Width, target.Scale).TryRead,
        (TypeIds.Text or TypeIds.VarChar or TypeIds.BpChar or TypeIds.Name, "VARCHAR") => Text,
        (TypeIds.Json, "JSON" or "VARCHAR") => Text,
        (TypeIds.Jsonb, "JSON" or "VARCHAR") => Jsonb,
        (TypeIds.Bytea, "BLOB") => Bytes,
        (TypeIds.Uuid, "UUID") => static (value, column, row) => Set(column, row, ReadUInt128BigEndian(value) ^ (UInt128.One << 127)),
        (TypeIds.Date, "DATE") => MomentFields.Date,
        (TypeIds.Time, "TIME") => static (value, column, row) => Set(column, row, ReadInt64BigEndian(value)),
        (TypeIds.Timestamp, "TIMESTAMP") => MomentFields.Timestamp,
        (TypeIds.TimestampTz, "TIMESTAMP WITH TIME ZONE") => MomentFields.Timestamp,
        (TypeIds.Interval, "INTERVAL") => IntervalFields.Stored,
        (TypeIds.Interval, "VARCHAR") => IntervalFields.Words,
        _ => null,
    };

    private static bool Set<T>(DuckDbVectorWriter column, int row, T value)
        where T : unmanaged
    {
        column.Set(row, value);
        return true;
    }
}
