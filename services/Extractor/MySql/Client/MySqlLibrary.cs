using System.Reflection;
using System.Runtime.InteropServices;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySql;

/// <summary>Finds the client library where the system has it.</summary>
internal static class MySqlLibrary
{
    private static readonly string[] Names = ["libmariadb.so.3", "libmariadb.3.dylib", "libmariadb"];

    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != MySqlApi.Library)
            return 0;
        foreach (var file in Names)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out var library))
                return library;
        }

        return 0;
    }

    /// <summary>What is said when it is nowhere.</summary>
    public static TerminalEtlException Missing(string doing, Exception cause) => new(
        $"{doing}: the client library libmariadb.so.3 is not on this machine. Install it (Debian and Ubuntu: `apt-get install libmariadb3`; macOS: `brew install mariadb-connector-c`) and run again.", cause);
}
