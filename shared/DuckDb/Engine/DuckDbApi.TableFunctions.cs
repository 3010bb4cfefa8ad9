using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <content>Table functions. The engine owns what is handed over with a delete callback.</content>
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library)]
    public static partial TableFunctionHandle duckdb_create_table_function();

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_table_function(ref nint function);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_table_function_set_name(TableFunctionHandle function, string name);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_set_extra_info(
        TableFunctionHandle function, nint extra, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_set_bind(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> bind);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_set_init(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_set_local_init(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, void> init);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_set_function(TableFunctionHandle function, delegate* unmanaged[Cdecl]<nint, nint, void> fill);

    [LibraryImport(Library)]
    public static partial int duckdb_register_table_function(ConnectionHandle connection, TableFunctionHandle function);

    [LibraryImport(Library)]
    public static partial void duckdb_table_function_get_client_context(nint bind, out ClientContextHandle context);

    [LibraryImport(Library)]
    public static partial nint duckdb_bind_get_extra_info(nint bind);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_bind_add_result_column(nint bind, string name, LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial void duckdb_bind_set_bind_data(nint bind, nint data, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_bind_set_error(nint bind, string error);

    [LibraryImport(Library)]
    public static partial nint duckdb_init_get_bind_data(nint init);

    [LibraryImport(Library)]
    public static partial void duckdb_init_set_init_data(nint init, nint data, delegate* unmanaged[Cdecl]<nint, void> delete);

    [LibraryImport(Library)]
    public static partial void duckdb_init_set_max_threads(nint init, ulong threads);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_init_set_error(nint init, string error);

    [LibraryImport(Library)]
    public static partial nint duckdb_function_get_local_init_data(nint function);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_function_set_error(nint function, string error);
}
