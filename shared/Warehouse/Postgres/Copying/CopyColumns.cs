using System.Globalization;
using EtlMesh.Contracts;
using static EtlMesh.Warehouse.Postgres.FixedForms;
using static EtlMesh.Warehouse.Postgres.TimeForms;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The writers of columns. None allocates for a value.</summary>
internal static class CopyColumns
{
    /// <param name="type">DuckDB's type of the column that is read, as its result names it.</param>
    /// <param name="place">Table and column, for messages.</param>
    public static CopyColumn Of(string type, string place) => type switch
    {
        "BOOLEAN" => new FixedColumn<byte, AsBoolean>(place),
        "TINYINT" => new FixedColumn<sbyte, AsSmallint<sbyte>>(place),
        "UTINYINT" => new FixedColumn<byte, AsSmallint<byte>>(place),
        "SMALLINT" => new FixedColumn<short, AsSmallint<short>>(place),
        "USMALLINT" => new FixedColumn<ushort, AsInteger<ushort>>(place),
        "INTEGER" => new FixedColumn<int, AsInteger<int>>(place),
        "UINTEGER" => new FixedColumn<uint, AsBigint<uint>>(place),
        "BIGINT" => new FixedColumn<long, AsBigint<long>>(place),
        "UBIGINT" => new NumericColumn<ulong>(0),
        "UHUGEINT" => new NumericColumn<UInt128>(0),
        "HUGEINT" => new NumericColumn<Int128>(0),
        "FLOAT" => new FixedColumn<float, AsReal>(place),
        "DOUBLE" => new FixedColumn<double, AsDouble>(place),
        "DATE" => new FixedColumn<int, AsDate>(place),
        "TIME" => new FixedColumn<long, AsTime<Microseconds>>(place),
        "TIME_NS" => new FixedColumn<long, AsTime<Nanoseconds>>(place),
        "TIME WITH TIME ZONE" => new FixedColumn<ulong, AsTimeTz>(place),
        "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE" => new FixedColumn<long, AsTimestamp<Microseconds>>(place),
        "TIMESTAMP_MS" => new FixedColumn<long, AsTimestamp<Milliseconds>>(place),
        "TIMESTAMP_S" => new FixedColumn<long, AsTimestamp<Seconds>>(place),
        "TIMESTAMP_NS" => new FixedColumn<long, AsTimestamp<Nanoseconds>>(place),
        "INTERVAL" => new FixedColumn<Int128, AsInterval>(place),
        "UUID" => new FixedColumn<UInt128, AsUuid>(place),
        "BLOB" => new BytesColumn(null),
        "VARCHAR" or "JSON" => new BytesColumn(place),
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => OfDecimal(type),
        _ => throw new TerminalEtlException($"Loading {place}: PostgreSQL has nothing for {type}. Declare another type under `columns:` in the pipeline file."),
    };

    private static CopyColumn OfDecimal(string type)
    {
        var comma = type.IndexOf(',', StringComparison.Ordinal);
        var width = int.Parse(type.AsSpan(8, comma - 8), CultureInfo.InvariantCulture);
        var scale = int.Parse(type.AsSpan()[(comma + 1)..^1], CultureInfo.InvariantCulture);
        return width switch
        {
            <= 4 => new NumericColumn<short>(scale),
            <= 9 => new NumericColumn<int>(scale),
            <= 18 => new NumericColumn<long>(scale),
            _ => new NumericColumn<Int128>(scale),
        };
    }
}
