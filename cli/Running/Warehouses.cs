using EtlMesh.Contracts;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Cli;

/// <summary>Opens the warehouse of an embedded command.</summary>
public static class Warehouses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Opens a warehouse that a run has left.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="TransientEtlException">Another process keeps the file; the message has its pid.</exception>
    public static Task<IWarehouse> OpenExistingAsync(string file, TimeProvider time, CancellationToken ct) =>
        OpenAsync(Existing(file), time, ct);

    /// <returns>The same file.</returns>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string Existing(string file) => File.Exists(file)
        ? file
        : throw new UsageException($"there is no warehouse at {file}; run a pipeline first, or name another place by --home or --warehouse.");

    /// <exception cref="TransientEtlException">Another process keeps the file; the message has its pid.</exception>
    public static async Task<IWarehouse> OpenAsync(string file, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return await DuckDbWarehouse.OpenAsync(file, Patience, time, ct);
        }
        catch (WarehouseBusyException busy)
        {
            throw new TransientEtlException(busy.Message, busy);
        }
    }
}
