namespace EtlMesh.Warehouse;

/// <summary>What a sweep did.</summary>
/// <param name="Dropped">The dropped objects, <c>schema.object</c> each.</param>
public sealed record SweepReport(IReadOnlyList<string> Dropped);
