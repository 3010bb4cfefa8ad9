namespace EtlMesh.EndToEnd.Tests;

/// <summary>What readers see, and what lies beside it.</summary>
internal static class Published
{
    /// <summary>Every row that the daily metrics publish.</summary>
    public static async Task<IReadOnlyList<string>> TablesAsync(Workplace place) =>
    [
        .. await place.QueryAsync("select * from daily_metrics.fct_daily_metrics order by all"),
        .. await place.QueryAsync("select * from daily_metrics.executive_report order by all"),
        .. await place.QueryAsync("select * from daily_metrics_staging.stg_orders order by all"),
    ];

    /// <summary>Schemas of candidates: <c>{pipeline}__{uid}</c>.</summary>
    public static Task<IReadOnlyList<string>> CandidateSchemasAsync(Workplace place) =>
        place.QueryAsync(@"select schema_name from information_schema.schemata where schema_name like 'daily\_metrics\_\_%' escape '\'");

    /// <summary>Every schema that a run made.</summary>
    public static Task<IReadOnlyList<string>> SchemasAsync(Workplace place) =>
        place.QueryAsync("select distinct table_schema from information_schema.tables where table_schema not in ('etl', 'main', 'information_schema', 'pg_catalog')");
}
