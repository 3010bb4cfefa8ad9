using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <content>Statements, parameters and results.</content>
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(ConnectionHandle connection, string sql, out ExtractedHandle statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_extract_statements_error(ExtractedHandle statements);

    [LibraryImport(Library)]
    public static partial int duckdb_prepare_extracted_statement(
        ConnectionHandle connection, ExtractedHandle statements, ulong index, out StatementHandle statement);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_prepare_error(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(StatementHandle statement);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_prepared_statement_column_logical_type(StatementHandle statement, ulong column);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_value(StatementHandle statement, ulong index, ValueHandle value);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared_streaming(StatementHandle statement, out PendingHandle pending);

    [LibraryImport(Library)]
    public static partial nint duckdb_pending_error(PendingHandle pending);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_pending(PendingHandle pending, ResultHandle result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_pending(ref nint pending);

    [LibraryImport(Library)]
    public static partial nint duckdb_result_error(ResultHandle result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_rows_changed(ResultHandle result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(ResultHandle result);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_name(ResultHandle result, ulong column);

    [LibraryImport(Library)]
    public static partial LogicalTypeHandle duckdb_column_logical_type(ResultHandle result, ulong column);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(nint result);

    [LibraryImport(Library)]
    public static partial ChunkHandle duckdb_fetch_chunk(DuckDbResultStruct result);
}
