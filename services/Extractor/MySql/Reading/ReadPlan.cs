using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;

namespace EtlMesh.Extractor.MySql;

/// <summary>The statements that read a slice.</summary>
internal sealed class ReadPlan(MySqlTable table, MySqlSlice slice, IReadOnlyList<TargetColumn> columns, int? watermark)
{
    /// <summary>The source's columns in the order of the target's.</summary>
    /// <exception cref="TerminalEtlException">The table has lost one.</exception>
    public IReadOnlyList<ReadColumn> Columns { get; } = [.. columns.Select(column => new ReadColumn(
        table.Column(column.Name) ?? throw new TerminalEtlException(
            $"Extracting {table}: it has no column {column.Name} (any more); its columns are {string.Join(", ", table.Columns.Select(own => own.Name))}. Correct `columns:` in the pipeline file, or start a new attempt."),
        column))];

    /// <summary>The statement of a range.</summary>
    public string Select(KeyRange range)
    {
        var conditions = new[] { range.Where(slice.Key), watermark is { } column ? WindowSql.Where(slice.Window, Columns[column].Source) : "" }.Where(text => text.Length > 0).ToList();
        return $"select {string.Join(", ", Columns.Select(column => column.Selected))} from {table.Quoted}{(conditions.Count > 0 ? " where " + string.Join(" and ", conditions) : "")}";
    }
}
