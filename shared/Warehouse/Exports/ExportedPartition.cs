namespace EtlMesh.Warehouse;

/// <summary>What a partition holds.</summary>
/// <param name="Date">Its first day; null where the model is not partitioned.</param>
/// <param name="Digest">Alike for the same rows, whatever their order and that of the columns; a column that is NULL in all rows does not count, nor does the type of equal values. Comparable within one engine.</param>
public sealed record ExportedPartition(DateOnly? Date, long Rows, string Digest);
