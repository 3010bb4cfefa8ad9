using EtlMesh.Contracts;
using EtlMesh.Extractor.Planning;

namespace EtlMesh.Extractor;

/// <summary>A table's slices, in the words of its connector, its columns in order, and what of it is read.</summary>
public sealed record TablePlanResult(IReadOnlyList<string> Slices, IReadOnlyList<ColumnSpec> Columns, WindowPlan Reading);
