using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.Postgres;

/// <summary>The SQL of exports.</summary>
internal static class ExportSql
{
    /// <summary>How values are written as text, whatever the server's settings are.</summary>
    public const string Texts = "set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 1; set local bytea_output = 'hex'";

    /// <summary>Date as text, rows and digest of each partition. A digest is the sum of the rows' MD5, half by half.</summary>
    public static string Partitions(ExportSpec spec, string relation) =>
        $"""
        select part::text, count(*), {Half("left(hash, 16)")}, {Half("right(hash, 16)")}
        from (select {Date(spec)} as part, md5({Words(spec)}) as hash from {relation}) as rows
        group by part order by part
        """;

    /// <summary>A condition for some partitions; nothing for all.</summary>
    public static string Where(ExportSpec spec, IReadOnlyCollection<DateOnly>? partitions) =>
        partitions is null || spec.PartitionBy is null ? "" : $" where {Date(spec)} in ({string.Join(", ", partitions.Order().Select(date => Sql.Literal(date)))})";

    /// <summary>What <see cref="Partitions"/> gives, as a date where it is one.</summary>
    public static object? Date(string? part) =>
        DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : part;

    private static string Date(ExportSpec spec)
    {
        if (spec.PartitionBy is not { } name)
            return "null::date";
        var column = spec.Columns.Single(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        var moment = column.Type is "TIMESTAMP WITH TIME ZONE" ? $"({Sql.Identifier(column.Name)} at time zone 'UTC')" : Sql.Identifier(column.Name);
        return spec.Granularity == ExportGranularity.Day ? $"cast({moment} as date)" : $"cast(date_trunc('{ExportRules.Word(spec.Granularity)}', {moment}) as date)";
    }

    // 64 bits as a number with a sign: sums of them are as good.
    private static string Half(string hex) => $"coalesce(sum(('x' || {hex})::bit(64)::bigint::numeric), 0)::text";

    private static string Words(ExportSpec spec) => string.Join(" || ", ExportRules.Digested(spec).Select(Word));

    private static string Word(ColumnSpec column)
    {
        var text = $"{Sql.Identifier(column.Name)}::text";
        return $"coalesce({Sql.Literal(column.Name.ToLowerInvariant() + ":")} || octet_length({text}) || ':' || {text}, '')";
    }
}
