using System.Runtime.InteropServices;

namespace EtlMesh.Extractor.MySql;

/// <summary>The C functions of MariaDB Connector/C, under their own names. Zero means success where an int is returned. The library keeps nothing by thread, so a connection may go from one to another.</summary>
internal static unsafe partial class MySqlApi
{
    public const string Library = "mariadb";

    static MySqlApi()
    {
        NativeLibrary.SetDllImportResolver(typeof(MySqlApi).Assembly, MySqlLibrary.Resolve);
        // Otherwise the first mysql_init does it, and two at once would.
        _ = mysql_server_init(0, 0, 0);
    }

    [LibraryImport(Library)]
    public static partial MySqlHandle mysql_init(nint reused);

    [LibraryImport(Library)]
    public static partial int mysql_options(MySqlHandle connection, MySqlOption option, void* value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mysql_real_connect(MySqlHandle connection, string host, string user, string? password, string? database, uint port, string? socket, CULong flags);

    [LibraryImport(Library)]
    public static partial void mysql_close(nint connection);

    [LibraryImport(Library)]
    public static partial int mysql_real_query(MySqlHandle connection, byte* statement, CULong length);

    [LibraryImport(Library)]
    public static partial MySqlResultHandle mysql_use_result(MySqlHandle connection);

    [LibraryImport(Library)]
    public static partial uint mysql_field_count(MySqlHandle connection);

    /// <returns>Null at the end, and after an error.</returns>
    [LibraryImport(Library)]
    public static partial byte** mysql_fetch_row(nint result);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial CULong* mysql_fetch_lengths(nint result);

    [LibraryImport(Library)]
    public static partial ulong mysql_num_rows(MySqlResultHandle result);

    [LibraryImport(Library)]
    public static partial void mysql_free_result(nint result);

    [LibraryImport(Library)]
    public static partial uint mysql_errno(MySqlHandle connection);

    [LibraryImport(Library)]
    public static partial nint mysql_error(MySqlHandle connection);

    [LibraryImport(Library)]
    public static partial nint mysql_sqlstate(MySqlHandle connection);

    [LibraryImport(Library)]
    public static partial CULong mysql_thread_id(MySqlHandle connection);

    [LibraryImport(Library)]
    public static partial nint mysql_get_server_info(MySqlHandle connection);

    /// <returns>Null without TLS.</returns>
    [LibraryImport(Library)]
    public static partial nint mysql_get_ssl_cipher(MySqlHandle connection);

    /// <summary>Shuts the socket down, so that a call that waits for the server ends.</summary>
    [LibraryImport(Library)]
    public static partial int mariadb_cancel(MySqlHandle connection);

    [LibraryImport(Library)]
    private static partial int mysql_server_init(int arguments, nint texts, nint groups);
}
