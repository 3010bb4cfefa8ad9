using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Lake;

/// <summary>What columns a table of the lake may have.</summary>
internal static class LakeColumns
{
    private static readonly string[] Hive = ["year", "month", "day"];

    /// <exception cref="TerminalEtlException">The model cannot be partitioned so, or two of its columns have one name to readers.</exception>
    public static void Check(LakeTableDefinition table, IReadOnlyList<ColumnSpec> columns)
    {
        if (columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Refused(table, $"columns {string.Join(" and ", twice.Select(column => column.Name))} differ in upper and lower case only, which most readers do not see. Rename one of them in the model.");
        if (table.PartitionBy is not { } by)
            return;
        if (columns.FirstOrDefault(column => Hive.Contains(column.Name, StringComparer.OrdinalIgnoreCase)) is { } taken)
            throw Refused(table, $"column {taken.Name} has the name of a partition's. Rename it in the model.");
        var found = columns.FirstOrDefault(column => string.Equals(column.Name, by, StringComparison.OrdinalIgnoreCase))
            ?? throw Refused(table, $"`partition_by` names {by}, which is none of its columns: {string.Join(", ", columns.Select(column => column.Name))}.");
        if (TypeOf(table, found).Sql is not ("DATE" or "TIMESTAMP" or "TIMESTAMP WITH TIME ZONE"))
            throw Refused(table, $"`partition_by` names {by}, which is {found.Type} and no date or timestamp. Cast it in the model, or name another column.");
    }

    /// <exception cref="TerminalEtlException">The lake has no type for it.</exception>
    public static LakeType TypeOf(LakeTableDefinition table, ColumnSpec column)
    {
        try
        {
            return LakeType.Of(column.Type);
        }
        catch (TerminalEtlException e)
        {
            throw Refused(table, $"column {column.Name}: {e.Message}");
        }
    }

    private static TerminalEtlException Refused(LakeTableDefinition table, string why) => new($"Sending model {table.Model} to the lake: {why}");
}
