namespace EtlMesh.Pipelines;

/// <summary>How much time a partition of a lake holds.</summary>
public enum LakeGranularity
{
    Day,

    Month,

    Year,
}
