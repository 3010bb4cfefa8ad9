namespace EtlMesh.Contracts;

/// <summary>A column: its name and its type in DuckDB's words (<c>bigint</c>, <c>decimal(12,2)</c>).</summary>
public sealed record ColumnSpec
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public bool Nullable { get; init; } = true;
}
