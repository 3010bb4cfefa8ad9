using Microsoft.Win32.SafeHandles;

namespace EtlMesh.DuckDb.Engine;

/// <summary>Owns one of the engine's objects. The engine counts references among them, so the order of destruction is free.</summary>
internal abstract class DuckDbHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected abstract void Destroy(ref nint pointer);

    protected sealed override bool ReleaseHandle()
    {
        Destroy(ref handle);
        return true;
    }
}
