using System.Reflection;
using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>Finds libduckdb: the environment's word, beside the program, then the folder that npm filled, upwards from the program.</summary>
internal static class NativeLibraryLocator
{
    public const string Variable = "ETLMESH_DUCKDB_LIBRARY";

    private const string Packages = "shared/DuckDb/native/node_modules/@duckdb";

    private static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    private static string PackageName
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
            var libc = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
            return $"node-bindings-{system}-{processor}{libc}";
        }
    }

    /// <summary>A resolver for <see cref="NativeLibrary.SetDllImportResolver"/>.</summary>
    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search)
    {
        if (name != DuckDbApi.Library)
            return 0;
        return NativeLibrary.Load(Locate(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory));
    }

    /// <exception cref="DllNotFoundException">It is nowhere; the message says how to bring it.</exception>
    public static string Locate(string? named, string start)
    {
        if (!string.IsNullOrEmpty(named))
            return named;
        var beside = Path.Combine(start, FileName);
        if (File.Exists(beside))
            return beside;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var installed = Path.Combine(folder.FullName, Packages, PackageName, FileName);
            if (File.Exists(installed))
                return installed;
        }

        throw new DllNotFoundException(
            $"Looking for DuckDB's library, {FileName}: it is neither beside the program nor in {Packages}/{PackageName}. " +
            $"Run `npm ci` in shared/DuckDb/native, or set {Variable} to the file.");
    }
}
