using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySql;

/// <summary>A connection of the library's.</summary>
internal sealed class MySqlHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        MySqlApi.mysql_close(handle);
        return true;
    }
}
