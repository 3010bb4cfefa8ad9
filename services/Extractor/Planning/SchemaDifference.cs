using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Planning;

/// <summary>How the columns that a source offers differ from those that a table has had.</summary>
/// <param name="Added">Offered, not known.</param>
/// <param name="Dropped">Known, not offered.</param>
/// <param name="Retyped">Known and offered, of different types.</param>
internal sealed record SchemaDifference(IReadOnlyList<ColumnSpec> Added, IReadOnlyList<ColumnSpec> Dropped, IReadOnlyList<(ColumnSpec From, ColumnSpec To)> Retyped)
{
    public bool IsNone => Added.Count + Dropped.Count + Retyped.Count == 0;

    /// <summary>Names are the same regardless of case.</summary>
    public static SchemaDifference Between(IReadOnlyList<ColumnSpec> known, IReadOnlyList<ColumnSpec> offered)
    {
        var before = known.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        var now = offered.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        return new SchemaDifference(
            [.. offered.Where(column => !before.ContainsKey(column.Name))],
            [.. known.Where(column => !now.ContainsKey(column.Name))],
            [.. known.Where(column => now.ContainsKey(column.Name)).Select(column => (From: column, To: now[column.Name])).Where(pair => !TypeWidening.Same(pair.From.Type, pair.To.Type))]);
    }

    /// <summary>For people: <c>note varchar was added; part bigint was dropped; amount went from bigint to decimal(12,2)</c>.</summary>
    public override string ToString() => string.Join("; ",
    [
        .. Added.Select(column => $"{column.Name} {column.Type} was added"),
        .. Dropped.Select(column => $"{column.Name} {column.Type} was dropped"),
        .. Retyped.Select(pair => $"{pair.From.Name} went from {pair.From.Type} to {pair.To.Type}"),
    ]);
}
