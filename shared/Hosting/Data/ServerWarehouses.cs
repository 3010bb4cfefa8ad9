using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.Staging;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.Postgres;
using EtlMesh.Warehouse.Redshift;

namespace EtlMesh.Hosting;

/// <summary>Opens warehouses that are servers.</summary>
public static class ServerWarehouses
{
    /// <summary>What an address may begin with.</summary>
    public const string Addresses = "postgres://… or redshift://…";

    /// <param name="address">Of any kind.</param>
    /// <param name="store">Where staged data lies; null for who loads none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Null for a kind that is no server's.</returns>
    /// <exception cref="TransientEtlException">It cannot be reached now.</exception>
    /// <exception cref="TerminalEtlException">The address is wrong, or the user may not do this.</exception>
    public static async Task<IWarehouse?> OpenAsync(ConnectionAddress address, IObjectStore? store, TimeProvider time, CancellationToken ct) => address.Kind switch
    {
        ConnectionKind.Postgres => await PostgresWarehouse.OpenAsync(address.Target, time, ct),
        ConnectionKind.Redshift => await RedshiftWarehouse.OpenAsync(address.Target, store, time, ct),
        _ => null,
    };
}
