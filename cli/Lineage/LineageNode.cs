namespace EtlMesh.Cli;

/// <summary>A thing that data flows through.</summary>
/// <param name="Id"><c>source.shop.orders</c>, <c>seed.countries</c>, <c>model.stg_orders</c> or <c>check.unique_orders_id</c>.</param>
/// <param name="Kind"><c>source</c>, <c>seed</c>, <c>model</c> or <c>check</c>.</param>
/// <param name="Path">The file that makes it, relative to the pipeline's folder; of a source table, the pipeline file.</param>
/// <param name="Description">What its author says of it; of a check, what it expects. May be empty.</param>
public sealed record LineageNode(string Id, string Kind, string Path, string Description);
