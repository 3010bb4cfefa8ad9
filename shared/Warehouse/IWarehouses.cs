using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>The warehouses of pipelines: each pipeline file names its own.</summary>
public interface IWarehouses
{
    /// <summary>The warehouse of a message's pipeline, open; it stays the owner's.</summary>
    /// <exception cref="TransientEtlException">It cannot be reached now.</exception>
    /// <exception cref="TerminalEtlException">The pipeline names none that can be used here.</exception>
    Task<IWarehouse> OfAsync(RunMessage message, CancellationToken ct);
}
