namespace EtlMesh.Warehouse;

/// <summary>A row of <c>etl.lineage</c>.</summary>
/// <param name="From">The node that is read.</param>
/// <param name="To">The node that reads it.</param>
/// <param name="Kind">table or column.</param>
public sealed record LineageEdge(string From, string To, string Kind = "table");
