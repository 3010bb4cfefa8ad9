using System.Buffers.Binary;
using System.Numerics;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>Values of one size, but times.</summary>
internal static class FixedForms
{
    /// <summary>A boolean: one byte, 0 or 1.</summary>
    public readonly struct AsBoolean : IFixedForm<byte>
    {
        public static int Size => 1;

        public static void Write(Span<byte> field, byte value, string place) => field[0] = value;
    }

    /// <summary>An integer of 16 bits or less.</summary>
    public readonly struct AsSmallint<T> : IFixedForm<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static int Size => sizeof(short);

        public static void Write(Span<byte> field, T value, string place) => BinaryPrimitives.WriteInt16BigEndian(field, short.CreateTruncating(value));
    }

    /// <summary>An integer of 32 bits or less.</summary>
    public readonly struct AsInteger<T> : IFixedForm<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static int Size => sizeof(int);

        public static void Write(Span<byte> field, T value, string place) => BinaryPrimitives.WriteInt32BigEndian(field, int.CreateTruncating(value));
    }

    /// <summary>An integer of 64 bits or less, and what is stored like one.</summary>
    public readonly struct AsBigint<T> : IFixedForm<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static int Size => sizeof(long);

        public static void Write(Span<byte> field, T value, string place) => BinaryPrimitives.WriteInt64BigEndian(field, long.CreateTruncating(value));
    }

    public readonly struct AsReal : IFixedForm<float>
    {
        public static int Size => sizeof(float);

        public static void Write(Span<byte> field, float value, string place) => BinaryPrimitives.WriteSingleBigEndian(field, value);
    }

    public readonly struct AsDouble : IFixedForm<double>
    {
        public static int Size => sizeof(double);

        public static void Write(Span<byte> field, double value, string place) => BinaryPrimitives.WriteDoubleBigEndian(field, value);
    }

    /// <summary>A UUID, which DuckDB stores with the first bit turned.</summary>
    public readonly struct AsUuid : IFixedForm<UInt128>
    {
        public static int Size => 16;

        public static void Write(Span<byte> field, UInt128 value, string place) => BinaryPrimitives.WriteUInt128BigEndian(field, value ^ (UInt128.One << 127));
    }
}
