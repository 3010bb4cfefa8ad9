using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <summary>The engine's C functions, under their own names: databases, connections and memory. Zero means success throughout.</summary>
internal static unsafe partial class DuckDbApi
{
    public const string Library = "duckdb";

    static DuckDbApi() => NativeLibrary.SetDllImportResolver(typeof(DuckDbApi).Assembly, NativeLibraryLocator.Resolve);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_instance_cache();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_get_or_create_from_cache(nint cache, string path, out DatabaseHandle database, ConfigHandle config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out ConfigHandle config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(ConfigHandle config, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial void duckdb_connection_get_client_context(ConnectionHandle connection, out ClientContextHandle context);

    [LibraryImport(Library)]
    public static partial ulong duckdb_client_context_get_connection_id(ClientContextHandle context);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_client_context(ref nint context);

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint memory);

    /// <summary>The text of a string that the caller must free, which this does.</summary>
    public static string TakeText(nint text)
    {
        if (text == 0)
            return "";
        var taken = Marshal.PtrToStringUTF8(text)!;
        duckdb_free(text);
        return taken;
    }
}
