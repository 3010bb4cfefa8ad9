using EtlMesh.Contracts;

namespace EtlMesh.Extractor;

/// <summary>A table's slices, in the words of its connector, and its columns in order.</summary>
public sealed record TablePlanResult(IReadOnlyList<string> Slices, IReadOnlyList<ColumnSpec> Columns);
