using System.Runtime.InteropServices;

namespace EtlMesh.DuckDb.Engine;

/// <content>Parameter values.</content>
internal static unsafe partial class DuckDbApi
{
    [LibraryImport(Library)]
    public static partial void duckdb_destroy_value(ref nint value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_null_value();

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int32(int value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int64(long value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uint64(ulong value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_hugeint(HugeStruct value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uhugeint(HugeStruct value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_float(float value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_double(double value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_decimal(DecimalStruct value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_blob(byte* data, ulong length);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_date(int days);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_time(long micros);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_timestamp(long micros);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_timestamp_tz(long micros);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_interval(IntervalStruct value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uuid(HugeStruct value);
}
