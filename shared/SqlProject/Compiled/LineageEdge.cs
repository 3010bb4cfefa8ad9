namespace EtlMesh.SqlProject;

/// <summary>One thing is made of, or checked by, another.</summary>
/// <param name="From"><c>source.shop.orders</c>, <c>seed.countries</c> or <c>model.stg_orders</c>.</param>
/// <param name="To"><c>model.orders</c> or <c>check.not_null_orders_id</c>.</param>
/// <param name="Kind">What <paramref name="To"/> does with it.</param>
public sealed record LineageEdge(string From, string To, LineageKind Kind);
