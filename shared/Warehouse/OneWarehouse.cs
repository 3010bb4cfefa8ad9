using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>One warehouse for every pipeline: the file of an embedded night.</summary>
/// <param name="warehouse">Open; stays the caller's.</param>
public sealed class OneWarehouse(IWarehouse warehouse) : IWarehouses
{
    public Task<IWarehouse> OfAsync(RunMessage message, CancellationToken ct) => Task.FromResult(warehouse);
}
