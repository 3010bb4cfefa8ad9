using EtlMesh.DuckDb;
using static System.Buffers.Binary.BinaryPrimitives;

namespace EtlMesh.PostgresCopy;

/// <summary>
/// An array of one dimension as a list; one of several, which the server allows in any array column, is refused. Subscripts that do not begin at 1 are
/// no part of a list. The server sends: dimensions, whether there are NULLs, the elements' type, then size and first subscript of each dimension, then
/// the elements, each with its length (-1: NULL).
/// </summary>
internal sealed class ArrayField(uint element, FieldReader read)
{
    /// <summary>Dimensions, NULLs and type, of four bytes each.</summary>
    public const int Header = 12;

    private const int Dimension = 8;

    public bool TryRead(ReadOnlySpan<byte> value, DuckDbVectorWriter column, int row)
    {
        var dimensions = ReadInt32BigEndian(value);
        if (dimensions > 1 || ReadUInt32BigEndian(value[8..]) != element)
            return false;
        var count = dimensions == 0 ? 0 : ReadInt32BigEndian(value[Header..]);
        var elements = column.Elements(row, count, out var first);
        var rest = value[(Header + (dimensions * Dimension))..];
        for (var i = first; i < first + count; i++)
        {
            var length = ReadInt32BigEndian(rest);
            rest = rest[sizeof(int)..];
            if (length < 0)
            {
                elements.Null(i);
                continue;
            }

            if (!read(rest[..length], elements, i))
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
