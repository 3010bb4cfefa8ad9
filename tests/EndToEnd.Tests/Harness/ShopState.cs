using System.Text.RegularExpressions;

namespace EtlMesh.EndToEnd.Tests;

/// <summary>The corner shop at one moment: what its readers see, and everything that lies beside it.</summary>
/// <param name="Tables">Every row that is published.</param>
/// <param name="Attempts">Run date, number and state of each attempt, such as <c>2026-03-01 1 completed</c>.</param>
/// <param name="Things">Objects of the warehouse and of the home, and how many rows <c>etl</c> has of them, without what differs from run to run.</param>
internal sealed partial record ShopState(IReadOnlyList<string> Tables, IReadOnlyList<string> Attempts, IReadOnlyList<string> Things)
{
    private const string Everything =
        """
        select 'table' as kind, article || ' ' || revenue || ' ' || sales as text from corner_shop.revenue_by_article
        union all select 'table', id || ' ' || article || ' ' || amount || ' ' || sold_at from corner_shop.stg_sales
        union all select 'attempt', run_date || ' ' || attempt || ' ' || state from etl.attempts
        union all select 'thing', table_schema || '.' || table_name from information_schema.tables where table_schema not in ('etl', 'main')
        union all select 'thing', 'schema ' || schema_name from information_schema.schemata where schema_name like 'corner%' or schema_name like '%\_\_corner%' escape '\'
        union all select 'thing', 'etl.segments ' || count(*) from etl.segments
        union all select 'thing', 'etl.candidates ' || count(*) from etl.candidates
        union all select 'thing', 'etl.models ' || count(*) from etl.models
        union all select 'thing', 'etl.quarantine ' || count(*) from etl.quarantine
        union all select 'thing', 'etl.quality_results ' || count(*) from etl.quality_results
        union all select 'thing', 'etl.releases ' || count(*) from etl.releases
        order by all
        """;

    /// <summary>Things but the reports.</summary>
    public IEnumerable<string> ButReports => Things.Where(thing => !thing.StartsWith("reports", StringComparison.Ordinal));

    /// <summary>Reads it as a user would; a warehouse that does not open fails here.</summary>
    public static async Task<ShopState> ReadAsync(Workplace place)
    {
        var rows = (await place.RunHereAsync("query", Everything, "--output", "json")).ExpectExit(0).Json
            .EnumerateArray()
            .ToLookup(row => row.GetProperty("kind").GetString(), row => row.GetProperty("text").GetString()!);
        var files = place.Objects("").Where(path => !path.StartsWith("warehouse.duckdb", StringComparison.Ordinal));
        return new ShopState([.. rows["table"]], [.. rows["attempt"]], [.. rows["thing"].Concat(files).Select(Alike).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Uids, hashes and the numbers of attempts differ from run to run.</summary>
    private static string Alike(string thing) => Attempt().Replace(Uid().Replace(thing, "*"), "$1*");

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{12,}")]
    private static partial Regex Uid();

    [GeneratedRegex(@"(/[0-9]{4}-[0-9]{2}-[0-9]{2}/)[0-9]+")]
    private static partial Regex Attempt();
}
