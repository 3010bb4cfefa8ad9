namespace EtlMesh.Notifier;

/// <summary>The rows of the pipeline's report model, newest first, as readers see them.</summary>
/// <param name="Columns">The date column, then the metrics.</param>
/// <param name="Rows">One value for each column.</param>
public sealed record Headline(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<HeadlineValue>> Rows);
