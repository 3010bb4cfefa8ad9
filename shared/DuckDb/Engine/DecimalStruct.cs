using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's <c>duckdb_decimal</c>: 24 bytes. The halves stay apart, for the engine aligns them to 8 bytes, .NET's Int128 to 16.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DecimalStruct(byte width, byte scale, Int128 unscaled)
{
    public readonly byte Width = width;
    public readonly byte Scale = scale;
    public readonly ulong Lower = (ulong)unscaled;
    public readonly long Upper = (long)(unscaled >> 64);
}
