using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Planning;

/// <summary>What a table's columns are tonight: what its source offers, under the contract that <c>on_schema_change</c> names. One rule for every connector.</summary>
/// <remarks>
/// <c>evolve</c>: added columns are taken, retyped ones get the type that holds what was and what is; where there is none, a table that is read whole takes the new
/// type, and one that is read in windows stops. <c>freeze</c>: any difference stops. <c>quarantine</c>: the columns are those that were pinned, with their types:
/// added ones are left out, and what does not fit is for the reader to put aside. A dropped column is not among the result; the snapshot shows it as NULL.
/// Declared columns are the columns: others that the source offers are left out, unless the table is frozen.
/// </remarks>
public static class SchemaContract
{
    /// <param name="table">The table in the pipeline file.</param>
    /// <param name="head">What the head knows of it; without columns, tonight's are the first.</param>
    /// <param name="offered">What the source has now, in its order, with the source's own types.</param>
    /// <returns>
    /// The columns to extract, by the names that the source has for them: known ones in the order that is pinned, then added ones. A type may differ from the
    /// source's own: the connector casts, or reads values as that type and puts those aside that do not fit.
    /// </returns>
    /// <exception cref="TerminalEtlException">The contract does not allow tonight's columns, or key, watermark or deleted are not among them.</exception>
    public static IReadOnlyList<ColumnSpec> Settle(TableDefinition table, TableBase head, IReadOnlyList<ColumnSpec> offered)
    {
        RefuseAlike(head, offered);
        var known = table.Columns ?? head.Columns;
        var settled = known is null ? offered : Settle(table, head, known, offered);
        foreach (var name in table.Key.Append(table.Watermark).Append(table.Deleted).OfType<string>())
        {
            if (!settled.Any(column => IsSame(column.Name, name)))
                throw new TerminalEtlException($"Planning {head.Source}.{head.Table}: `{name}` is none of its columns ({string.Join(", ", settled.Select(column => column.Name))}); correct key, watermark or deleted in the pipeline file.");
        }

        return settled;
    }

    private static IReadOnlyList<ColumnSpec> Settle(TableDefinition table, TableBase head, IReadOnlyList<ColumnSpec> known, IReadOnlyList<ColumnSpec> offered)
    {
        var difference = SchemaDifference.Between(known, offered);
        if (table.Columns is not null)
        {
            // What is declared is wanted so, whatever the source calls its type.
            if (table.OnSchemaChange == SchemaChange.Freeze && difference.Added.Count + difference.Dropped.Count > 0)
                throw Frozen(head, difference with { Retyped = [] }, "those that are declared");
            return Named(known, offered, pair => pair.Known.Type);
        }

        return table.OnSchemaChange switch
        {
            SchemaChange.Freeze => difference.IsNone ? Named(known, offered, pair => pair.Known.Type) : throw Frozen(head, difference, "those of the last release"),
            SchemaChange.Quarantine => Named(known, offered, pair => pair.Known.Type),
            _ => [.. Named(known, offered, pair => Widened(table, head, pair.Known, pair.Offered)), .. difference.Added],
        };
    }

    private static string Widened(TableDefinition table, TableBase head, ColumnSpec known, ColumnSpec offered)
    {
        if (TypeWidening.Same(known.Type, offered.Type))
            return known.Type;
        if (TypeWidening.Of(known.Type, offered.Type) is { } wider)
            return wider;
        if (IsReadWhole(table, head, offered))
            return offered.Type;
        throw new TerminalEtlException(
            $"Planning {head.Source}.{head.Table}: column {known.Name} went from {known.Type} to {offered.Type}, and no type holds the values of both, as the table is read in windows and keeps what it has. Declare the column's type under `columns:` in the pipeline file, or start the table anew: add `--full-refresh --tables {head.Source}.{head.Table}`.");
    }

    // As WindowPlan will find it: without a watermark, without a release to go on from, or when the watermark itself is another now.
    private static bool IsReadWhole(TableDefinition table, TableBase head, ColumnSpec retyped) =>
        table.Watermark is null || head.Hi is null || !IsSame(head.Watermark, table.Watermark) || IsSame(retyped.Name, table.Watermark)
        || !head.Key.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(table.Key);

    /// <summary>The known columns that are offered, under the names that the source gives them.</summary>
    private static List<ColumnSpec> Named(IReadOnlyList<ColumnSpec> known, IReadOnlyList<ColumnSpec> offered, Func<(ColumnSpec Known, ColumnSpec Offered), string> type)
    {
        var now = offered.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        return [.. known.Where(column => now.ContainsKey(column.Name)).Select(column => now[column.Name] with { Type = type((column, now[column.Name])) })];
    }

    private static void RefuseAlike(TableBase head, IReadOnlyList<ColumnSpec> offered)
    {
        if (offered.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } alike)
            throw new TerminalEtlException($"Planning {head.Source}.{head.Table}: its columns {string.Join(" and ", alike.Select(column => column.Name))} differ in case only, and no warehouse can tell them apart; rename one in the source.");
    }

    private static TerminalEtlException Frozen(TableBase head, SchemaDifference difference, string known) => new(
        $"Planning {head.Source}.{head.Table}: its columns are not {known} ({difference}), and `on_schema_change: freeze` takes no others. Nothing was read. Have the source changed back, or accept the change: declare it under `columns:`, set `on_schema_change: evolve` in the pipeline file, or start the table anew with `--full-refresh --tables {head.Source}.{head.Table}`.");

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
