namespace EtlMesh.Extractor.Landing;

/// <summary>What a connector opens the content of a slice with.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Columns">The table's columns, in order.</param>
/// <param name="Window">Which rows belong to the night.</param>
/// <param name="Quarantine">Where bad records go.</param>
/// <param name="Scratch">A folder for this execution; it is removed with it. Make it before you use it.</param>
/// <param name="Cancellation">Ends the reading.</param>
internal sealed record SliceSetting(
    SliceRequest Request, IReadOnlyList<TargetColumn> Columns, RowWindow Window, QuarantinedRecords Quarantine, string Scratch, CancellationToken Cancellation);
