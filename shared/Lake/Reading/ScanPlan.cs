using System.Text.Json;
using System.Text.RegularExpressions;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Lake;

/// <summary>Finds the partitions that a query may need: it is planned by the engine on tables without rows, and what the plan's scans are limited to is held against the catalog.</summary>
internal sealed partial class ScanPlan(IReadOnlyList<ShownTable> tables)
{
    /// <summary>Statements that look at columns alone.</summary>
    private static readonly string[] RowsAside = ["describe", "desc", "show"];

    /// <summary>The engine's optimizers that bring filters to scans.</summary>
    private static readonly string[] Pushing = ["expression_rewriter", "filter_pullup", "filter_pushdown", "in_clause", "regex_range", "cte_inlining", "cte_filter_pusher"];

    /// <returns>The partitions by table; tables that are not there are not read.</returns>
    /// <exception cref="TerminalEtlException">The query cannot be planned; the message says why.</exception>
    public IReadOnlyDictionary<ShownTable, IReadOnlyList<LakePartition>> Needed(string sql, CancellationToken ct)
    {
        var query = Explain().Replace(sql, "").Trim().TrimEnd(';');
        if (RowsAside.Contains(FirstWord().Match(query).Value, StringComparer.OrdinalIgnoreCase))
            return new Dictionary<ShownTable, IReadOnlyList<LakePartition>>();
        if (Plan(query, ct) is not { } json)
            return tables.ToDictionary(table => table, table => table.Table.Partitions);

        using var plan = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4096 });
        if (plan.RootElement.GetProperty("error").GetBoolean())
            return Refused(plan.RootElement);
        var needed = new Dictionary<ShownTable, HashSet<LakePartition>>();
        foreach (var scan in TableScan.In(plan.RootElement))
        {
            if (tables.FirstOrDefault(table => table.Schema == scan.Schema && table.Table.Name == scan.Table) is not { } table)
                continue;
            if (!needed.TryGetValue(table, out var partitions))
                needed.Add(table, partitions = new HashSet<LakePartition>(ReferenceEqualityComparer.Instance));
            partitions.UnionWith(table.Table.Partitions.Where(partition => scan.MayNeed(PartitionBounds.Of(table.Table, partition))));
        }

        return needed.ToDictionary(table => table.Key, table => (IReadOnlyList<LakePartition>)[.. table.Key.Table.Partitions.Where(table.Value.Contains)]);
    }

    /// <returns>Null where the engine cannot write the plan down; then everything is needed.</returns>
    private string? Plan(string query, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory, new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        foreach (var table in tables)
        {
            var columns = table.Table.Columns.Select(column => $"{Sql.Identifier(column.Name)} {column.Type}").Concat(table.Table.Keys.Select(key => $"{Sql.Identifier(key)} integer"));
            connection.Execute($"create schema if not exists {Sql.Identifier(table.Schema)}; create table {Sql.Identifier(table.Schema)}.{Sql.Identifier(table.Table.Name)} ({string.Join(", ", columns)})", ct);
        }

        if (tables.Select(table => table.Schema).Distinct(StringComparer.Ordinal).ToList() is [var only])
            connection.Execute($"use {Sql.Identifier(only)}", ct);
        // Filters are to come down to the scans. What else is done to plans goes by statistics, and of tables without rows these say that nothing is found.
        var others = connection.Scalar<string>($"select string_agg(name, ',') from duckdb_optimizers() where name not in ({string.Join(", ", Pushing.Select(name => Sql.Literal(name)))})", ct)!;
        connection.Execute($"set disabled_optimizers = {Sql.Literal(others)}", ct);
        try
        {
            return connection.Scalar<string>($"select json_serialize_plan({Sql.Literal(query)}, optimize := true)::varchar", ct);
        }
        catch (DuckDbException e) when (e.Kind is not (DuckDbErrorKind.Parser or DuckDbErrorKind.Catalog or DuckDbErrorKind.Binder))
        {
            return null;
        }
        catch (DuckDbException e)
        {
            throw Wrong(e.Message);
        }
    }

    private IReadOnlyDictionary<ShownTable, IReadOnlyList<LakePartition>> Refused(JsonElement error)
    {
        var message = error.GetProperty("error_message").GetString() ?? "";
        // Other statements: whether they only read is the reader's to say.
        if (error.GetProperty("error_type").GetString() is not ("parser" or "syntax" or "catalog" or "binder") || message.Contains("Only SELECT", StringComparison.Ordinal))
            return tables.ToDictionary(table => table, table => table.Table.Partitions);
        throw Wrong(message);
    }

    private TerminalEtlException Wrong(string message) => new(
        $"Running the query: {message.Trim()}{(message.Contains("does not exist", StringComparison.Ordinal) ? $"\nThe lake has {string.Join(", ", tables.Select(table => $"{table.Schema}.{table.Table.Name}"))}." : "")}");

    [GeneratedRegex(@"^\s*explain(\s+analyze)?\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Explain();

    [GeneratedRegex(@"^[A-Za-z]+")]
    private static partial Regex FirstWord();
}
