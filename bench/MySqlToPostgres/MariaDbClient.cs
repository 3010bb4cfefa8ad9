using System.Runtime.InteropServices;

namespace EtlMesh.MySqlToPostgres;

/// <summary>What is needed of MariaDB Connector/C.</summary>
internal static partial class MariaDbClient
{
    private const string Library = "libmariadb.so.3";

    [LibraryImport(Library)]
    public static partial nint mysql_init(nint none);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mysql_real_connect(nint connection, string host, string user, string password, string database, uint port, nint socket, ulong flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mysql_query(nint connection, string sql);

    [LibraryImport(Library)]
    public static partial nint mysql_use_result(nint connection);

    [LibraryImport(Library)]
    public static partial nint mysql_fetch_row(nint result);

    [LibraryImport(Library)]
    public static partial nint mysql_fetch_lengths(nint result);

    [LibraryImport(Library)]
    public static partial void mysql_free_result(nint result);

    [LibraryImport(Library)]
    public static partial nint mysql_error(nint connection);

    [LibraryImport(Library)]
    public static partial uint mysql_errno(nint connection);

    [LibraryImport(Library)]
    public static partial void mysql_close(nint connection);
}
