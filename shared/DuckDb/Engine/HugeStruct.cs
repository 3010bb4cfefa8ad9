using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's <c>duckdb_hugeint</c> and <c>duckdb_uhugeint</c> on their way by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct HugeStruct(UInt128 bits)
{
    public readonly ulong Lower = (ulong)bits;
    public readonly ulong Upper = (ulong)(bits >> 64);
}
