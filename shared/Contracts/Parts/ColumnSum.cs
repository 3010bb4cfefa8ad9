namespace EtlMesh.Contracts;

/// <summary>What reconciles a column: its NULLs, and its sum or its least and greatest value, as text.</summary>
public sealed record ColumnSum
{
    public required string Column { get; init; }

    public required long Nulls { get; init; }

    public string? Sum { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }
}
