using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's <c>duckdb_result</c>: six words, of which only the last is still used. Some functions take it by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct DuckDbResultStruct
{
    private readonly nint _columnCount;
    private readonly nint _rowCount;
    private readonly nint _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internal;
}
