using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Pipelines;
using EtlMesh.Warehouse;
using EtlMesh.Warehouse.DuckDb;

namespace EtlMesh.Cli;

/// <summary>Opens the warehouse of an embedded command.</summary>
public static class Warehouses
{
    /// <summary>Opens a warehouse that a run has left.</summary>
    /// <exception cref="UsageException">There is none, or <c>ETLMESH_WAREHOUSE_WAIT</c> is wrong.</exception>
    /// <exception cref="TransientEtlException">Another process keeps the file; the message has its pid.</exception>
    public static async Task<IWarehouse> OpenExistingAsync(WarehousePlace place, Shell shell, CancellationToken ct) => place.File is { } file
        ? await OpenAsync(Existing(file), shell, ct)
        : await ServerWarehouses.OpenAsync(place.Server!, null, shell.Time, ct) ?? throw new UsageException($"{place.Server} is no warehouse that can be asked; write duckdb:path or {ServerWarehouses.Addresses}.");

    /// <returns>The same file.</returns>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string Existing(string file) => File.Exists(file)
        ? file
        : throw new UsageException($"there is no warehouse at {file}; run a pipeline first, or name another place by --home or --warehouse.");

    /// <summary>Opens a warehouse, or makes one. While another process has it, standard error says so.</summary>
    /// <exception cref="UsageException"><c>ETLMESH_WAREHOUSE_WAIT</c> is wrong.</exception>
    /// <exception cref="TransientEtlException">Another process keeps the file; the message has its pid.</exception>
    public static async Task<IWarehouse> OpenAsync(string file, Shell shell, CancellationToken ct)
    {
        var wait = WarehouseWait.Of(shell);
        try
        {
            var warehouse = await OpenAsync(file, wait, shell, ct);
            RemoveSpilled(file);
            return warehouse;
        }
        catch (WarehouseBusyException busy)
        {
            throw new TransientEtlException(busy.Message, busy);
        }
    }

    private static async Task<IWarehouse> OpenAsync(string file, TimeSpan wait, Shell shell, CancellationToken ct)
    {
        try
        {
            return await DuckDbWarehouse.OpenAsync(file, TimeSpan.Zero, shell.Time, ct);
        }
        catch (WarehouseBusyException busy) when (wait > TimeSpan.Zero)
        {
            var owner = busy.ProcessId is { } pid ? $"process {pid}" : "another process";
            await shell.Error.WriteLineAsync($"etlmesh: {owner} has the warehouse {file} open; waiting up to {Durations.Format(wait)} ({WarehouseWait.Variable}).");
            return await DuckDbWarehouse.OpenAsync(file, wait, shell.Time, ct);
        }
    }

    /// <summary>What did not fit in the memory of a process that was killed stays beside the file. Whoever has the file open needs nothing of it.</summary>
    private static void RemoveSpilled(string file)
    {
        if (Directory.Exists(file + ".tmp"))
            Directory.Delete(file + ".tmp", recursive: true);
    }
}
