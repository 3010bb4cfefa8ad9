using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySql;

/// <summary>A result of the library's; it keeps its connection open until it is freed.</summary>
internal sealed class MySqlResultHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    private MySqlHandle? connection;

    public void Hold(MySqlHandle owner)
    {
        var held = false;
        owner.DangerousAddRef(ref held);
        connection = owner;
    }

    protected override bool ReleaseHandle()
    {
        MySqlApi.mysql_free_result(handle);
        connection?.DangerousRelease();
        return true;
    }
}
