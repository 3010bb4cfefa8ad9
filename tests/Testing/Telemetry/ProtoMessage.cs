using System.Buffers.Binary;
using System.Text;

namespace EtlMesh.Testing;

/// <summary>A protobuf message read without its schema: fields by number.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> fields = [];

    public ProtoMessage(ReadOnlyMemory<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = Varint(bytes.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((number, Varint(bytes.Span, ref at), default));
                    break;
                case 1:
                    fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes.Span, ref at);
                    fields.Add((number, 0, bytes.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]), default));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"field {number} has wire type {tag & 7}");
            }
        }
    }

    public bool Has(int number) => fields.Exists(field => field.Number == number);

    /// <summary>A varint or fixed number; 0 when it is left out.</summary>
    public ulong Number(int number) => fields.Find(field => field.Number == number).Value;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Number(number));

    public string Text(int number) => Encoding.UTF8.GetString(fields.Find(field => field.Number == number).Bytes.Span);

    public string Hex(int number) => Convert.ToHexStringLower(fields.Find(field => field.Number == number).Bytes.Span);

    public IEnumerable<ProtoMessage> Messages(int number) => fields.Where(field => field.Number == number).Select(field => new ProtoMessage(field.Bytes));

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
