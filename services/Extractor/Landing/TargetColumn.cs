using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Landing;

/// <summary>A column of the table and how texts become its values.</summary>
internal sealed record TargetColumn(string Name, DeclaredType Type)
{
    public DuckDbColumn Column => new(Name, Type.Name);

    /// <summary>The column as it lands.</summary>
    public DuckDbColumn Landed => new(Name, Type.Landed);

    public static IReadOnlyList<TargetColumn> Of(IReadOnlyList<ColumnSpec> columns) =>
        [.. columns.Select(column => new TargetColumn(column.Name, DeclaredType.Of(column.Type, column.Name)))];
}
