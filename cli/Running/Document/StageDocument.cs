namespace EtlMesh.Cli;

/// <summary>A stage of a run.</summary>
/// <param name="Name">source, extract, load, transform, quality, publish or notify.</param>
/// <param name="State">waiting when it was never entered; else running, retrying, done, failed or skipped.</param>
/// <param name="Seconds">From entering to leaving; null when it was not left.</param>
public sealed record StageDocument(string Name, string State, double? Seconds);
