using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Tests.Arrivals;

/// <summary>A column as text that differs where values differ, alike in both warehouses: the same value has the same text.</summary>
/// <remarks>
/// Numbers, UUIDs, texts and JSON as they are written; booleans <c>true</c>, <c>false</c>; blobs in lowercase hex; dates <c>2026-01-31</c>; moments <c>2026-01-31 23:59:59.000000</c>, in UTC;
/// times <c>23:59:59.000000</c>; intervals as months, days and microseconds. Floats differ in spelling: see <see cref="Canonical"/>.
/// </remarks>
internal static class CanonicalSql
{
    public static string DuckDb(string column, string type)
    {
        var name = Sql.Identifier(column);
        return type.ToLowerInvariant() switch
        {
            "blob" => $"lower(hex({name}))",
            "date" => $"strftime({name}, '%Y-%m-%d')",
            "timestamp" => $"strftime({name}, '%Y-%m-%d %H:%M:%S.%f')",
            "timestamptz" => $"strftime({name} at time zone 'UTC', '%Y-%m-%d %H:%M:%S.%f')",
            "time" => $"strftime(date '2000-01-01' + {name}, '%H:%M:%S.%f')",
            "interval" => $"(datepart('year', {name}) * 12 + datepart('month', {name}))::varchar || ' ' || datepart('day', {name})::varchar || ' ' || (datepart('hour', {name}) * 3600000000 + datepart('minute', {name}) * 60000000 + datepart('microsecond', {name}))::varchar",
            _ => $"{name}::varchar",
        };
    }

    public static string Postgres(string column, string type)
    {
        var name = Sql.Identifier(column.ToLowerInvariant());
        return type.ToLowerInvariant() switch
        {
            "blob" => $"encode({name}, 'hex')",
            "date" => $"to_char({name}, 'YYYY-MM-DD')",
            "timestamp" => $"to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US')",
            "timestamptz" => $"to_char({name} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
            "time" => $"to_char({name}, 'HH24:MI:SS.US')",
            "interval" => $"(extract(year from {name}) * 12 + extract(month from {name}))::bigint::text || ' ' || extract(day from {name})::bigint::text || ' ' || (extract(hour from {name}) * 3600000000 + extract(minute from {name}) * 60000000 + extract(microseconds from {name}))::bigint::text",
            _ => $"{name}::text",
        };
    }
}
