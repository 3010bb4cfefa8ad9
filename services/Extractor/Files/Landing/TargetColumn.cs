using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Extractor.Files;

/// <summary>A column of the table and how texts become its values.</summary>
internal sealed record TargetColumn(string Name, DeclaredType Type)
{
    public DuckDbColumn Column => new(Name, Type.Name);

    public static IReadOnlyList<TargetColumn> Of(IReadOnlyList<ColumnSpec> columns) =>
        [.. columns.Select(column => new TargetColumn(column.Name, DeclaredType.Of(column.Type, column.Name)))];
}
