using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's <c>duckdb_string_t</c>: up to 12 bytes in place, longer ones behind the pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StringStruct
{
    public const int InPlace = 12;

    public int Length;
    public fixed byte Prefix[4];
    public byte* Pointer;
}
