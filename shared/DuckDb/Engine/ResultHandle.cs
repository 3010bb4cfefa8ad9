using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.DuckDb.Engine;

/// <summary>A result: owns the struct's memory and what the engine hangs on it.</summary>
internal sealed unsafe class ResultHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public ResultHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(DuckDbResultStruct)));

    /// <summary>The next rows; an invalid handle at the end and after an error.</summary>
    public ChunkHandle Fetch()
    {
        var held = false;
        try
        {
            DangerousAddRef(ref held);
            return DuckDbApi.duckdb_fetch_chunk(*(DuckDbResultStruct*)handle);
        }
        finally
        {
            if (held)
                DangerousRelease();
        }
    }

    protected override bool ReleaseHandle()
    {
        DuckDbApi.duckdb_destroy_result(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
