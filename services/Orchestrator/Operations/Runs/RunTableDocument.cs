namespace EtlMesh.Orchestrator.Operations;

/// <summary>How far a run is with a table. Rows read = loaded + quarantined + skipped, once it is loaded; until then they are those of the slices in landing.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Table">The table's name.</param>
/// <param name="State">waiting, planning, extracting, loading, loaded, failed or stopped.</param>
/// <param name="RowsRead">Counted from the input.</param>
/// <param name="RowsLoaded">In the segment.</param>
/// <param name="RowsQuarantined">Kept aside with their reasons.</param>
/// <param name="RowsSkipped">Outside the night's window.</param>
public sealed record RunTableDocument(string Source, string Table, string State, long RowsRead, long RowsLoaded, long RowsQuarantined, long RowsSkipped);
