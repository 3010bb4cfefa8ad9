namespace EtlMesh.Pipelines;

/// <summary>A model in the lake; the table there has its name.</summary>
public sealed record LakeTableDefinition
{
    public required string Model { get; init; }

    /// <summary>The date or timestamp column that says which partition a row is in; null: the table is not partitioned.</summary>
    public string? PartitionBy { get; init; }

    public LakeGranularity Granularity { get; init; } = LakeGranularity.Day;
}
