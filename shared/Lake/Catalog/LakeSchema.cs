namespace EtlMesh.Lake;

/// <summary>A version of a table's columns.</summary>
/// <param name="Version">1, 2, ….</param>
/// <param name="Release">The first release that had it.</param>
/// <param name="RunDate">That release's business date.</param>
public sealed record LakeSchema(int Version, string Release, DateOnly RunDate, IReadOnlyList<LakeColumn> Columns);
