using EtlMesh.Pipelines;

namespace EtlMesh.Lake;

/// <summary>A table of the lake: a model's rows in a release.</summary>
public sealed record LakeTable
{
    public required string Name { get; init; }

    /// <summary>The date or timestamp column that says which partition a row is in; null without partitions.</summary>
    public string? PartitionBy { get; init; }

    public LakeGranularity Granularity { get; init; } = LakeGranularity.Day;

    /// <summary>The version of the columns that readers see.</summary>
    public required int Schema { get; init; }

    /// <summary>All versions, the oldest first; partitions say which of them their files have.</summary>
    public required IReadOnlyList<LakeSchema> Schemas { get; init; }

    /// <summary>By date.</summary>
    public required IReadOnlyList<LakePartition> Partitions { get; init; }

    internal IReadOnlyList<LakeColumn> Columns => SchemaOf(Schema).Columns;

    internal LakeSchema SchemaOf(int version) => Schemas.Single(schema => schema.Version == version);

    /// <summary>The Hive columns: some of year, month, day.</summary>
    internal IReadOnlyList<string> Keys => PartitionBy is null ? [] : Granularity switch
    {
        LakeGranularity.Year => ["year"],
        LakeGranularity.Month => ["year", "month"],
        _ => ["year", "month", "day"],
    };
}
