namespace EtlMesh.Warehouse;

/// <summary>How much time a partition holds.</summary>
public enum ExportGranularity
{
    Day,

    Month,

    Year,
}
