namespace EtlMesh.Cli;

/// <summary>A table of a run: read = quarantined + skipped + loaded once it is loaded.</summary>
/// <param name="Name"><c>source.table</c>.</param>
/// <param name="RowsRead">Records in the input; null when the run did not get there.</param>
/// <param name="RowsQuarantined">Rejected records; null when the run did not get there.</param>
/// <param name="RowsSkipped">Records outside the night's window; null when the run did not get there.</param>
/// <param name="RowsLoaded">Rows of the new segment; null when the run did not get there.</param>
public sealed record TableDocument(string Name, long? RowsRead, long? RowsQuarantined, long? RowsSkipped, long? RowsLoaded);
