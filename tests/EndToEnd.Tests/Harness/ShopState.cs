using System.Text.RegularExpressions;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The corner shop at one moment: what its readers see, and everything that lies beside it.</summary>
/// <param name="Tables">Every row that is published; none before the first release.</param>
/// <param name="Attempts">Run date, number and state of each attempt, such as <c>2026-03-01 1 completed</c>.</param>
/// <param name="Things">Objects of the warehouse and of the home, and how many rows <c>etl</c> has of them, without what differs from run to run.</param>
internal sealed partial record ShopState(IReadOnlyList<string> Tables, IReadOnlyList<string> Attempts, IReadOnlyList<string> Things)
{
    private const string Published = "corner_shop.revenue_by_article";

    /// <summary>Things but the reports.</summary>
    public IEnumerable<string> ButReports => Things.Where(thing => !thing.StartsWith("reports", StringComparison.Ordinal));

    /// <summary>Reads it as a user would; a warehouse that does not open fails here.</summary>
    public static async Task<ShopState> ReadAsync(Workplace place)
    {
        var files = place.Objects("").Where(path => !path.StartsWith("warehouse.duckdb", StringComparison.Ordinal));
        if (!File.Exists(Path.Combine(place.Home, "warehouse.duckdb")))
            return new ShopState([], [], [.. files]);

        var relations = await ColumnAsync(place,
            """
            select table_schema || '.' || table_name as text from information_schema.tables where table_schema not in ('etl', 'main')
            union all select 'schema ' || schema_name from information_schema.schemata where schema_name like 'corner%' or schema_name like '%\_\_corner%' escape '\'
            union all select 'etl.segments ' || count(*) from etl.segments
            union all select 'etl.candidates ' || count(*) from etl.candidates
            union all select 'etl.models ' || count(*) from etl.models
            union all select 'etl.quarantine ' || count(*) from etl.quarantine
            union all select 'etl.quality_results ' || count(*) from etl.quality_results
            union all select 'etl.releases ' || count(*) from etl.releases
            """);
        IReadOnlyList<string> tables = relations.Contains(Published)
            ? [.. await place.QueryAsync($"select * from {Published} order by 1"), .. await place.QueryAsync("select * from corner_shop.stg_sales order by 1")]
            : [];
        var attempts = await ColumnAsync(place, "select run_date || ' ' || attempt || ' ' || state as text from etl.attempts order by 1");
        return new ShopState(tables, attempts, [.. relations.Concat(files).Select(Alike).Order(StringComparer.Ordinal)]);
    }

    private static async Task<IReadOnlyList<string>> ColumnAsync(Workplace place, string sql) =>
        [.. (await place.RunHereAsync("query", sql, "--output", "json")).ExpectExit(0).Json.EnumerateArray().Select(row => row.GetProperty("text").GetString()!)];

    /// <summary>Uids, hashes and the numbers of attempts differ from run to run.</summary>
    private static string Alike(string thing) => Attempt().Replace(Uid().Replace(thing, "*"), "$1*");

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{12,}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"(/[0-9]{4}-[0-9]{2}-[0-9]{2}/)[0-9]+")]
    private static partial Regex Attempt();
}
