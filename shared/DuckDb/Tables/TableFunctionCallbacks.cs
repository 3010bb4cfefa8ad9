using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>What the engine calls. Objects pass through it as GCHandles, which its delete callbacks free; no exception may leave.</summary>
internal static unsafe class TableFunctionCallbacks
{
    public static void Register(ConnectionHandle connection, string name, TableFunction function)
    {
        using var handle = DuckDbApi.duckdb_create_table_function();
        DuckDbApi.duckdb_table_function_set_name(handle, name);
        DuckDbApi.duckdb_table_function_set_extra_info(handle, Hand(function), &Free);
        DuckDbApi.duckdb_table_function_set_bind(handle, &Bind);
        DuckDbApi.duckdb_table_function_set_init(handle, &Init);
        DuckDbApi.duckdb_table_function_set_local_init(handle, &Open);
        DuckDbApi.duckdb_table_function_set_function(handle, &Fill);
        if (DuckDbApi.duckdb_register_table_function(connection, handle) != 0)
            throw new DuckDbException(
                DuckDbErrorKind.Catalog, $"Registering the table function {name}: the engine refused it; is there a function of that name?", "");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        try
        {
            var function = Held<TableFunction>(DuckDbApi.duckdb_bind_get_extra_info(info));
            var rows = function.Rows;
            for (var i = 0; i < rows.Names.Count; i++)
                DuckDbApi.duckdb_bind_add_result_column(info, rows.Names[i], rows.Types[i]);
            DuckDbApi.duckdb_table_function_get_client_context(info, out var context);
            using (context)
                DuckDbApi.duckdb_bind_set_bind_data(
                    info, Hand(new TableBinding(function, rows, DuckDbApi.duckdb_client_context_get_connection_id(context))), &Free);
        }
        catch (Exception e)
        {
            DuckDbApi.duckdb_bind_set_error(info, Text(e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info) =>
        DuckDbApi.duckdb_init_set_max_threads(info, (ulong)Held<TableBinding>(DuckDbApi.duckdb_init_get_bind_data(info)).Rows.Threads);

    /// <summary>Called by each thread of a scan.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Open(nint info)
    {
        var binding = Held<TableBinding>(DuckDbApi.duckdb_init_get_bind_data(info));
        try
        {
            DuckDbApi.duckdb_init_set_init_data(info, Hand(new TableScan(binding)), &EndScan);
        }
        catch (Exception e)
        {
            binding.Fail(e);
            DuckDbApi.duckdb_init_set_error(info, Text(e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint chunk)
    {
        var scan = Held<TableScan>(DuckDbApi.duckdb_function_get_local_init_data(info));
        try
        {
            DuckDbApi.duckdb_data_chunk_set_size(chunk, (ulong)scan.Fill(chunk));
        }
        catch (Exception e)
        {
            scan.Binding.Fail(e);
            DuckDbApi.duckdb_function_set_error(info, Text(e));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void EndScan(nint data)
    {
        var scan = Held<TableScan>(data);
        GCHandle.FromIntPtr(data).Free();
        try
        {
            scan.Dispose();
        }
        catch (Exception e)
        {
            // Too late for the engine; a failing statement still tells it.
            scan.Binding.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint data) => GCHandle.FromIntPtr(data).Free();

    private static nint Hand(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));

    private static T Held<T>(nint data) => (T)GCHandle.FromIntPtr(data).Target!;

    private static string Text(Exception e) => e.Message.Replace('\0', ' ');
}
