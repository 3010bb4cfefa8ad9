using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The SQL of exports.</summary>
internal static class ExportSql
{
    /// <summary>Date, rows and digest of each partition. A digest is the sum of the rows' MD5, half by half.</summary>
    public static string Partitions(ExportSpec spec, string relation) =>
        $"""
        select part, count(*), coalesce(sum(md5_number_upper(words)), 0)::varchar, coalesce(sum(md5_number_lower(words)), 0)::varchar
        from (select {Date(spec)} as part, {Words(spec)} as words from {relation})
        group by part order by part
        """;

    /// <summary>Rows in the order of their partitions, with the types that are written.</summary>
    /// <param name="spec">What is exported.</param>
    /// <param name="relation">Has the model's columns.</param>
    /// <param name="partitions">Null for all.</param>
    public static string Rows(ExportSpec spec, string relation, IReadOnlyCollection<DateOnly>? partitions)
    {
        var columns = string.Join(", ", spec.Columns.Select((column, i) => $"cast({Sql.Identifier(column.Name)} as {spec.Types[i]}) as {Sql.Identifier(column.Name)}"));
        if (spec.PartitionBy is null)
            return $"select {columns} from {relation}";
        var chosen = partitions is null ? "" : $" where {Date(spec)} in ({string.Join(", ", partitions.Order().Select(date => Sql.Literal(date)))})";
        return $"select {Date(spec)} as {Sql.Identifier(ExportSpec.PartitionColumn)}, {columns} from {relation}{chosen} order by 1";
    }

    /// <summary>Into a file that is read once.</summary>
    public static string Copy(string select, string path) => $"copy ({select}) to {Sql.Literal(path)} (format parquet, compression lz4_raw)";

    /// <summary>The first day of a row's partition.</summary>
    public static string Date(ExportSpec spec)
    {
        if (spec.PartitionBy is not { } name)
            return "null::date";
        var column = spec.Columns.Single(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        var moment = column.Type is "TIMESTAMP WITH TIME ZONE" ? $"({Sql.Identifier(column.Name)} at time zone 'UTC')" : Sql.Identifier(column.Name);
        return spec.Granularity == ExportGranularity.Day
            ? $"cast({moment} as date)"
            : string.Create(CultureInfo.InvariantCulture, $"cast(date_trunc('{ExportRules.Word(spec.Granularity)}', {moment}) as date)");
    }

    private static string Words(ExportSpec spec) => string.Join(" || ", ExportRules.Digested(spec).Select(Word));

    private static string Word(ColumnSpec column)
    {
        var name = Sql.Identifier(column.Name);
        // An instant's text depends on the session's time zone.
        var text = column.Type switch
        {
            "VARCHAR" => name,
            "TIMESTAMP WITH TIME ZONE" => $"({name} at time zone 'UTC')::varchar",
            _ => $"{name}::varchar",
        };
        return $"coalesce({Sql.Literal(column.Name.ToLowerInvariant() + ":")} || strlen({text}) || ':' || {text}, '')";
    }
}
