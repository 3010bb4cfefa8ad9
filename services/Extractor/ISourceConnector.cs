using EtlMesh.Contracts;
using EtlMesh.Staging;

namespace EtlMesh.Extractor;

/// <summary>A kind of source: says whether it is ready, divides its tables, and brings slices to landing.</summary>
public interface ISourceConnector
{
    /// <summary>Looks at the source without reading its rows.</summary>
    Task<ProbeResult> ProbeAsync(SourceRequest source, CancellationToken ct);

    /// <summary>Divides a table into slices and settles its columns: declared, pinned by the head, or sniffed.</summary>
    /// <exception cref="TerminalEtlException">The table cannot be extracted as it is described.</exception>
    Task<TablePlanResult> PlanAsync(TableRequest table, CancellationToken ct);

    /// <summary>Streams one slice into landing as Parquet, bad records into quarantine.</summary>
    /// <exception cref="TransientEtlException">The source is away for now.</exception>
    /// <exception cref="TerminalEtlException">The slice cannot be read, is not what was planned any more, or too much of it is bad.</exception>
    Task<LandedSlice> ExtractAsync(SliceRequest slice, IObjectStore store, CancellationToken ct);
}
