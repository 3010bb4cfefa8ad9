using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's <c>duckdb_interval</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct IntervalStruct(int months, int days, long micros)
{
    public readonly int Months = months;
    public readonly int Days = days;
    public readonly long Micros = micros;
}
