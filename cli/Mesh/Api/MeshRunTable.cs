namespace EtlMesh.Cli;

/// <summary>A table of a run.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Table">The table's name.</param>
/// <param name="State">Such as waiting, loading, loaded.</param>
/// <param name="RowsRead">Records in the input, as far as it got.</param>
/// <param name="RowsLoaded">Rows of the new segment.</param>
/// <param name="RowsQuarantined">Rejected records.</param>
/// <param name="RowsSkipped">Records outside the night's window.</param>
public sealed record MeshRunTable(string Source, string Table, string State, long RowsRead, long RowsLoaded, long RowsQuarantined, long RowsSkipped);
