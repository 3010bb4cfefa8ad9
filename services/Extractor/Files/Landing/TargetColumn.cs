using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>A column of the table and how texts become its values.</summary>
internal sealed record TargetColumn(string Name, CheckedCast Cast)
{
    public static IReadOnlyList<TargetColumn> Of(IReadOnlyList<ColumnSpec> columns) =>
        [.. columns.Select(column => new TargetColumn(column.Name, CheckedCast.Of(column.Type, column.Name)))];
}
